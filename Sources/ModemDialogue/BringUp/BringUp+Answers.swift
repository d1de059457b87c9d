import ATGrammar
import Telephony

/// What each answer teaches, and which steps follow from it.
extension BringUp {
    mutating func take(_ step: BringUpStep, _ answer: CommandAnswer, at now: MonotonicInstant) -> [Effect] {
        switch step {
        case .manufacturer, .model, .firmware, .serialNumber, .subscriberIdentity, .cardIdentity, .ownNumber:
            return identityTaken(step, answer)
        case .simState, .enterPIN: return simAnswerTaken(step, answer, at: now)
        case .pinAttempts: pinAttemptsTaken(answer)
        case .messageFormat: return messageFormatTaken(answer)
        case .callReports(let position): callReportsTaken(position, answer)
        case .callReportGuess: callReportGuessTaken(answer)
        case .resultCodePort(let choice): return resultCodePortTaken(after: choice, answer)
        case .resultCodePortSet(let choice):
            return resultCodePortChosen(
                answer.isOK ? .resultCodePort(after: choice) : nextPort(after: choice))
        case .messageDomain: messageDomainTaken(answer)
        case .messageDomainSet(let domain):
            guard answer.isOK else { break }
            return [.log(LogNote(.info, "The way by which texts leave is changed: AT+CGSMS=\(domain)."))]
        case .messageService, .messageServiceOn: messageServiceTaken(answer)
        case .indicationValues, .indications: return indicationsTaken(step, answer)
        case .storageValues: storageValuesTaken(answer)
        case .storage(let storage, let arguments): return storageTaken(storage, arguments, answer)
        case .registrationReports(let name, let mode):
            if answer.isOK { facts.announcesRegistration = true }
            if !answer.isOK, mode == 1 { remaining.insert(.registrationReports(name, mode: 2), at: 0) }
        case .registration(let name): return registrationTaken(name, answer)
        case .networkOperator:
            if let current = answer.lines.lazy.compactMap(CurrentOperator.init(line:)).first {
                return [.report(.operatorChanged(current.name))]
            }
        case .serviceCentre: return serviceCentreTaken(answer)
        case .clockUpdate(let position):
            if !answer.isOK { remaining.insert(.clockUpdate(position + 1), at: 0) }
        case .clock:
            facts.clockIsAsked = true
            if let reading = answer.lines.lazy.compactMap(ClockReading.init(line:)).first {
                facts.clockIsSet = reading.wasSet
                return [.report(.clockRead(reading.text))]
            }
        case .callerLine: return callerLineTaken(answer)
        case .voice(let question): facts.voice.take(question, answer)
        case .echoOff, .verboseResults, .errorReporting, .firstCommand, .ringFormat, .characterSet,
            .operatorFormat, .callWaiting, .serviceNotices, .clockReports, .nicety:
            break
        }
        return []
    }

    private mutating func identityTaken(_ step: BringUpStep, _ answer: CommandAnswer) -> [Effect] {
        let lines = answer.lines.lazy
        switch step {
        case .manufacturer: facts.identity.manufacturer = lines.compactMap(Identity.text).first
        case .firmware: facts.identity.firmware = lines.compactMap(Identity.text).first
        case .serialNumber: facts.identity.imei = lines.compactMap(Identity.equipmentIdentity).first
        case .subscriberIdentity: facts.identity.imsi = lines.compactMap(Identity.subscriberIdentity).first
        case .model:
            facts.identity.model = lines.compactMap(Identity.text).first
            return familyFound()
        case .cardIdentity(let position):
            facts.identity.iccid = lines.compactMap(Identity.cardIdentity).first
            if facts.identity.iccid == nil, position + 1 < facts.profile.cardIdentity.count {
                remaining.insert(.cardIdentity(position + 1), at: 0)
            }
        case .ownNumber:
            guard let number = lines.compactMap(OwnNumber.init(line:)).first else { return [] }
            facts.identity.ownNumber = number.number.digits
            return [.report(.identified(facts.identity))]
        default: break
        }
        return []
    }

    /// By now everything is known that tells this modem and this SIM from others.
    private func messageFormatTaken(_ answer: CommandAnswer) -> [Effect] {
        let identified = Effect.report(.identified(facts.identity))
        guard !answer.isOK else { return [identified] }
        let note = LogNote(.warning, "The modem does not take AT+CMGF=0: it may not know PDU mode.")
        return [identified, .log(note)]
    }

    /// Some modems take AT+CLIP=1 only once they have found the network.
    private mutating func callerLineTaken(_ answer: CommandAnswer) -> [Effect] {
        facts.showsCallers = answer.isOK
        guard !answer.isOK, phase == .done else { return [] }
        let words = "The modem does not take AT+CLIP=1: it may not tell who calls."
        return [.log(LogNote(.warning, words))]
    }

    private mutating func callReportsTaken(_ position: Int, _ answer: CommandAnswer) {
        if answer.isOK {
            facts.reportsCalls = true
        } else if position + 1 < facts.profile.callReports?.count ?? 0 {
            remaining.insert(.callReports(position + 1), at: 0)
        }
    }

    /// RULE 56.
    private mutating func messageServiceTaken(_ answer: CommandAnswer) {
        guard facts.profile.takesAcknowledgements else { return }
        if answer.exchange.purpose == .bringUp(.messageServiceOn) {
            facts.wantsAcknowledgements = answer.isOK
        } else if let response = answer.lines.lazy.compactMap(InformationResponse.init(line:)).first {
            facts.wantsAcknowledgements =
                answer.isOK && response.fields.count == 4 && response[0].integer == 1
        }
    }

    // MARK: Indications (RULE 50)

    private mutating func indicationsTaken(_ step: BringUpStep, _ answer: CommandAnswer) -> [Effect] {
        if step == .indicationValues {
            let values = answer.lines.lazy.compactMap { SupportedValues(line: $0, prefix: "+CNMI") }.first
            indicationLadder = IndicationLadder.rungs(values, facts.profile)
            remaining.insert(.indications(0), at: 0)
            return []
        }
        guard case .indications(let rung) = step else { return [] }
        guard answer.isOK else {
            if rung + 1 < indicationLadder.count {
                remaining.insert(.indications(rung + 1), at: 0)
                return []
            }
            return [.log(LogNote(.warning, "The modem announces no texts. They are found once a minute."))]
        }
        facts.deliversDirectly = indicationLadder[rung].dropFirst().first.map { $0 >= 2 } ?? false
        if facts.deliversDirectly, facts.profile.takesAcknowledgements, !facts.wantsAcknowledgements {
            remaining.insert(.messageServiceOn, at: 0)
        }
        return []
    }

    // MARK: Memories (RULE 51)

    private mutating func storageValuesTaken(_ answer: CommandAnswer) {
        let supported = answer.lines.lazy.compactMap(SupportedStorages.init(line:)).first?.lists ?? []
        facts.storages.supported = supported.filter { !$0.isEmpty }
        facts.storages.arguments =
            facts.storages.supported.isEmpty ? 3 : min(facts.storages.supported.count, 3)
        let known = facts.storages.supported.last ?? [.sim]
        var candidates = facts.profile.memories.filter(known.contains)
        // Both as one: only where neither can be had alone.
        if candidates.isEmpty { candidates = known.contains(.combined) ? [.combined] : [.sim] }
        facts.storages.readable = drained()
        remaining.insert(
            contentsOf: candidates.map { .storage($0, arguments: facts.storages.arguments) }, at: 0)
    }

    /// Every memory that may hold texts or reports. MT shows the same texts as SM and ME once more.
    private func drained() -> [MessageStorage] {
        let listed = facts.storages.supported.first ?? [.sim]
        let drained = [MessageStorage.sim, .equipment, .statusReports].filter(listed.contains)
        return drained.isEmpty ? Array(listed.prefix(1)) : drained
    }

    private mutating func storageTaken(
        _ storage: MessageStorage, _ arguments: Int, _ answer: CommandAnswer
    ) -> [Effect] {
        guard answer.isOK else {
            if arguments > 1 { remaining.insert(.storage(storage, arguments: arguments - 1), at: 0) }
            facts.storages.canSelect = facts.storages.selected != nil || hasStorageStep
            return []
        }
        let memories = answer.lines.lazy.compactMap(MessageStorageResponse.init(line:)).first?.memories ?? []
        facts.storages.arguments = arguments
        facts.storages.selected = storage
        facts.storages.totals[storage] = memories.last?.total ?? 0
        facts.storages.receiving = arguments == 3 ? storage : facts.storages.receiving ?? storage
        return storageChosen()
    }

    private var hasStorageStep: Bool {
        if case .storage = remaining.first { true } else { false }
    }

    /// After the last memory was counted: receive into the largest, the SIM's if they are alike.
    private mutating func storageChosen() -> [Effect] {
        if hasStorageStep { return [] }
        let totals = facts.storages.totals
        guard
            let best = [MessageStorage.sim, .equipment, .combined].filter({ totals[$0] != nil })
                .max(by: { totals[$0] ?? 0 < totals[$1] ?? 0 })
        else { return [] }
        if best != facts.storages.selected {
            remaining.insert(.storage(best, arguments: facts.storages.arguments), at: 0)
        }
        return []
    }

    // MARK: Network

    private mutating func registrationTaken(_ name: CommandName, _ answer: CommandAnswer) -> [Effect] {
        if let registration = answer.lines.lazy.compactMap(Registration.init(answer:)).first {
            facts.registrations.update(registration)
        } else if name == .registration, phase == .running {
            remaining.insert(.registrationReports(.packetRegistration, mode: 1), at: 0)
            remaining.insert(.registration(.packetRegistration), at: 1)
        }
        return []
    }

    private mutating func serviceCentreTaken(_ answer: CommandAnswer) -> [Effect] {
        guard let centre = answer.lines.lazy.compactMap(ServiceCentre.init(line:)).first else { return [] }
        facts.hasServiceCentre = centre.number != nil
        guard centre.number == nil else { return [] }
        return [
            .log(LogNote(.warning, "The SIM has no service centre number (AT+CSCA?): texts cannot be sent."))
        ]
    }
}

/// RULE 50: which settings of AT+CNMI to try, the best first.
///
/// Stored delivery (`<mt>` 1) comes first, for a text that only passes through is lost if the box falls.
/// Cell broadcasts are not wanted; a modem that cannot keep them to itself may pass them on. Reports come
/// directly, else stored, else not at all: a listed value can still be refused.
enum IndicationLadder {
    static let longest = 14

    static func rungs(_ values: SupportedValues?, _ profile: ModemProfile) -> [[Int]] {
        let modes = profile.indicationModes
        func allowed(_ numbers: [Int], at position: Int) -> [Int] {
            guard let values, values.groups.count > position else { return numbers }
            let listed = numbers.filter { values.allows($0, at: position) }
            return listed.isEmpty ? numbers : listed
        }
        let buffer = allowed([0, 1], at: 4).prefix(1)
        var rungs = profile.indications
        for delivery in allowed([1, 2], at: 1).prefix(1) {
            for broadcast in allowed([0, 2, 1, 3], at: 2).prefix(2) {
                for report in allowed(profile.reportModes, at: 3) {
                    rungs += allowed(modes, at: 0).map { [$0, delivery, broadcast, report] + buffer }
                }
            }
        }
        // Old phones take the first two arguments alone.
        rungs += allowed(modes, at: 0).map { [$0, 1] }
        return Array(rungs.prefix(longest))
    }
}
