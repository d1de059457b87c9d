package import Storage
package import Telephony

/// A modem as `modem info` shows it: the keys of `status`, and two more.
package struct ModemInfo: Codable, Hashable, Sendable {
    package var modem: ModemReport
    /// Whose habits it is believed to have; nil if it could not be asked.
    package var profile: String?
    /// The number that texts leave by.
    package var serviceCentre: String?

    init(_ modem: ModemReport, _ details: ModemDetails?) {
        self.modem = modem
        profile = details?.profile
        serviceCentre = details?.serviceCentre
    }

    private enum CodingKeys: String, CodingKey {
        case profile
        case serviceCentre = "service_centre"
    }

    package init(from decoder: any Decoder) throws {
        modem = try ModemReport(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        profile = try container.decode(String?.self, forKey: .profile)
        serviceCentre = try container.decode(String?.self, forKey: .serviceCentre)
    }

    package func encode(to encoder: any Encoder) throws {
        try modem.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(profile, forKey: .profile)
        try container.encode(serviceCentre, forKey: .serviceCentre)
    }
}

/// What the network says to a service code.
package struct USSDReply: Codable, Hashable, Sendable {
    package var modem: ModemID
    package var text: String
    /// The network waits for an answer: it is sent as the next code.
    package var wantsAnswer: Bool

    init(modem: ModemID, _ reply: ServiceReply) {
        self.modem = modem
        text = reply.text
        wantsAnswer = reply.wantsAnswer
    }

    private enum CodingKeys: String, CodingKey {
        case modem, text
        case wantsAnswer = "wants_answer"
    }
}

/// What a modem answered to a command line.
package struct CommandReport: Codable, Hashable, Sendable {
    package var modem: ModemID
    package var lines: [String]
    /// `OK`, or why not.
    package var result: String
}
