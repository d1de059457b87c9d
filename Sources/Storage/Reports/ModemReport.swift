package import Telephony

/// A modem and its line within `status --json`.
package struct ModemReport: Hashable, Codable, Sendable {
    package struct MessageStorage: Hashable, Codable, Sendable {
        package var name: String
        package var used: Int
        package var total: Int
    }

    package var id: ModemID
    package var line: LineID
    package var target: String
    package var state: ModemState
    /// What is the matter with the modem or its line, for a person, and what to type; nil where all is well.
    package var detail: String?
    package var fix: String?
    /// Nil while it cannot be known.
    package var voice: VoiceAbility?
    package var manufacturer: String?
    package var model: String?
    package var firmware: String?
    package var imei: String?
    package var iccid: String?
    package var imsi: String?
    package var ownNumber: String?
    package var networkOperator: String?
    package var registration: NetworkRegistration
    package var signal: Int?
    package var storage: MessageStorage?

    package init(_ status: LineStatus, detail: String? = nil, fix: String? = nil) {
        self.detail = detail
        self.fix = fix
        voice = status.state == .ready ? status.ability.voice : nil
        id = status.id
        line = status.line
        target = status.target
        state = status.state
        manufacturer = status.identity.manufacturer
        model = status.identity.model
        firmware = status.identity.firmware
        imei = status.identity.imei
        iccid = status.identity.iccid
        imsi = status.identity.imsi
        ownNumber = status.identity.ownNumber
        networkOperator = status.networkOperator
        registration = status.registration
        signal = status.signal
        storage = status.storage.map { MessageStorage(name: $0.name, used: $0.used, total: $0.total) }
    }
}

extension ModemReport {
    private enum CodingKeys: String, CodingKey {
        case id, line, target, state, detail, fix, voice, manufacturer, model, firmware, imei, iccid, imsi,
            registration, storage
        case ownNumber = "own_number"
        case networkOperator = "operator"
        case signal = "signal_dbm"
    }

    // Written by hand since the compiler's own leaves out what is nil, and every key is always there.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(line, forKey: .line)
        try container.encode(target, forKey: .target)
        try container.encode(state, forKey: .state)
        try container.encode(detail, forKey: .detail)
        try container.encode(fix, forKey: .fix)
        try container.encode(voice, forKey: .voice)
        try container.encode(manufacturer, forKey: .manufacturer)
        try container.encode(model, forKey: .model)
        try container.encode(firmware, forKey: .firmware)
        try container.encode(imei, forKey: .imei)
        try container.encode(iccid, forKey: .iccid)
        try container.encode(imsi, forKey: .imsi)
        try container.encode(ownNumber, forKey: .ownNumber)
        try container.encode(networkOperator, forKey: .networkOperator)
        try container.encode(registration, forKey: .registration)
        try container.encode(signal, forKey: .signal)
        try container.encode(storage, forKey: .storage)
    }
}
