import ATGrammar
import Telephony

/// What a modem is asked about calls (RULE 49: some can have none, which must be said before one is missed).
enum VoiceQuestion: CaseIterable, Hashable, Sendable {
    /// Huawei's firmware for data alone refuses it.
    case firmware
    /// 3GPP TS 27.007 §8.71, where the circuit-switched domain is not there.
    case multimediaRegistration
    /// +CVMOD of 3GPP TS 27.007, likewise: 0 is circuits alone.
    case mode

    /// Those whose answers another network may change.
    static let ofNetwork: [VoiceQuestion] = [.multimediaRegistration, .mode]

    var command: ATCommand {
        switch self {
        case .firmware: .read(.voiceHuawei)
        case .multimediaRegistration: .read(.multimediaRegistration)
        case .mode: .read(.voiceMode)
        }
    }
}

/// What the answers say.
struct VoiceFacts: Hashable, Sendable {
    private var isRefusedByFirmware = false
    private var isRegisteredForVoice = false
    private var usesCircuitsAlone = false

    mutating func take(_ question: VoiceQuestion, _ answer: CommandAnswer) {
        let response = answer.lines.lazy.compactMap(InformationResponse.init(line:)).first
        switch question {
        case .firmware:
            // Silence and a busy SIM are no refusal.
            isRefusedByFirmware = answer.result.map { !$0.isTemporary && !answer.isOK } ?? false
        case .multimediaRegistration:
            // `+CIREG: <n>,<reg_info>[,<ext_info>]`; of the latter, bit 0 is voice (IMS Multimedia Telephony).
            let services = response?[2].hexadecimal
            isRegisteredForVoice =
                response?.prefix == "+CIREG" && response?[1].integer == 1
                && services.map { $0 & 1 != 0 } ?? true
        case .mode:
            usesCircuitsAlone = response?.prefix == "+CVMOD" && response?[0].integer == 0
        }
    }

    func ability(_ identity: ModemIdentity, _ registrations: Registrations) -> VoiceAbility {
        if isRefusedByFirmware || Self.isForData(identity.model) { return .dataOnlyModem }
        switch registrations.voiceDoubt {
        case nil: return .expected
        case .dataOnlyNetwork? where isRegisteredForVoice: return .expected
        case .dataOnlyNetwork? where usesCircuitsAlone: return .voiceOverLTEOff
        case let doubt?: return doubt
        }
    }

    /// Models whose siblings in name do take calls.
    private static func isForData(_ model: String?) -> Bool {
        let model = model?.uppercased() ?? ""
        return ["SIM7670G", "SIM7672G"].contains { model.contains($0) }
    }
}

extension ModemFacts {
    var ability: LineAbility {
        LineAbility(voice: voice.ability(identity, registrations), hasServiceCentre: hasServiceCentre)
    }

    func wants(_ question: VoiceQuestion) -> Bool {
        switch question {
        case .firmware: identity.manufacturer?.lowercased().contains("huawei") ?? false
        case .multimediaRegistration, .mode: registrations.voiceDoubt == .dataOnlyNetwork
        }
    }
}

/// NMEA 0183: `$GPGGA,...`. Talkers whose names begin with G or B are satellites' receivers.
enum PositionSentence {
    static func begins(_ line: String) -> Bool {
        let octets = line.utf8.prefix(7)
        guard octets.count == 7, octets.last == UInt8(ascii: ",") else { return false }
        return line.hasPrefix("$G") || line.hasPrefix("$B")
    }
}
