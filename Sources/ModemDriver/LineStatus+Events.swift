import Telephony

extension LineStatus {
    /// Keeps the reading that an event carries, if it carries one.
    mutating func apply(_ event: LineEvent) {
        switch event {
        case .stateChanged(let state, let detail):
            self.state = state
            self.detail = detail
            fix = nil
            if state == .gone { forgetNetwork() }
        case .identified(let identity):
            let isSameSIM = identity.iccid == self.identity.iccid && identity.imsi == self.identity.imsi
            if !isSameSIM { crowdedMemories = [] }
            self.identity = identity
            id = ModemID(imei: identity.imei, target: target)
            line = LineID(iccid: identity.iccid, imsi: identity.imsi, modem: id)
        case .registrationChanged(let registration):
            self.registration = registration
        case .operatorChanged(let name):
            networkOperator = name
        case .signalChanged(let signal):
            self.signal = signal
        case .storageChanged(let storage):
            self.storage = storage
        case .abilityChanged(let ability):
            self.ability = ability
        case .storageCrowded(let storage):
            crowdedMemories.removeAll { $0.name == storage.name }
            crowdedMemories.append(storage)
        case .storageRelieved(let storage):
            crowdedMemories.removeAll { $0.name == storage.name }
        case .restarted:
            forgetNetwork()
        case .pinWanted, .pinAccepted, .pinRefused, .simLocked, .callStarted, .callerAnnounced, .callEnded,
            .callCauseTold, .missedCallsListed, .pduReceived, .pduDeleted, .sweepFinished, .promptSeen,
            .submitted, .submissionFailed, .submittedAfterAll, .clockRead, .answered, .recoveryStepTaken:
            break
        }
    }

    /// What was read of the network is no longer known; who the modem is remains.
    private mutating func forgetNetwork() {
        registration = .none
        networkOperator = nil
        signal = nil
        ability = LineAbility()
    }
}
