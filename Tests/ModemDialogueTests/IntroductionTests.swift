import ModemDialogue
import Telephony
import Testing

/// What a device that may be anything is asked before a person has said yes to it.
@Suite struct IntroductionTests {
    /// - Parameter answer: to each command; nil: silence.
    private static func hold(
        _ answer: (String) -> String?
    ) -> (commands: [String], outcome: Introduction.Outcome?, took: Duration) {
        var introduction = Introduction()
        var now = MonotonicInstant.zero
        var commands: [String] = []
        var actions = introduction.connected(at: now)
        for _ in 0..<50 {
            var reply: String?
            var wake: MonotonicInstant?
            for action in actions {
                switch action {
                case .write(let octets):
                    commands.append(String(decoding: octets, as: UTF8.self))
                    reply = answer(commands.last?.filter { $0 != "\r" } ?? "")
                case .wake(let moment): wake = moment
                case .end(let outcome): return (commands, outcome, MonotonicInstant.zero.duration(to: now))
                }
            }
            if let reply {
                actions = introduction.bytesReceived(reply.utf8, at: now)
            } else if let wake {
                now = wake
                actions = introduction.deadlinePassed(at: now)
            }
        }
        return (commands, nil, .zero)
    }

    private static let everything = ["AT\r", "AT+CGMI\r", "AT+CGSN\r"]

    @Test func `A device is asked AT, AT+CGMI and AT+CGSN, and nothing else`() {
        let (commands, outcome, _) = Self.hold {
            switch $0 {
            case "AT+CGMI": "AT+CGMI\r\r\nAcme Inc.\r\n\r\nOK\r\n"
            case "AT+CGSN": "AT+CGSN\r\r\n490154203237518\r\n\r\nOK\r\n"
            default: "AT\r\r\nOK\r\n"
            }
        }
        #expect(commands == Self.everything)
        #expect(outcome == .given(manufacturer: "Acme Inc.", imei: "490154203237518"))
    }

    @Test(arguments: ["\r\nOK\r\n", "\r\nERROR\r\n", "\r\n+CME ERROR: 4\r\n", ""])
    func `One that answers AT and does not say who it is is a modem all the same`(refusal: String) {
        let (commands, outcome, took) = Self.hold {
            $0 == "AT" ? "\r\nOK\r\n" : refusal.isEmpty ? nil : refusal
        }
        #expect(commands == Self.everything)
        #expect(outcome == .given(manufacturer: nil, imei: nil))
        #expect(took <= .seconds(15))
    }

    @Test func `One that does not answer is asked three times, and hears nothing but AT`() {
        let (commands, outcome, took) = Self.hold { _ in nil }
        #expect(commands == ["AT\r", "AT\r", "AT\r"])
        #expect(outcome == Introduction.Outcome.none)
        #expect(took <= .seconds(5))
    }

    @Test func `What it says cannot steer a terminal, nor fill a log`() {
        let (_, outcome, _) = Self.hold {
            $0 == "AT+CGMI"
                ? "\r\n\u{1B}[2Jroot#" + String(repeating: "x", count: 400) + "\r\nOK\r\n" : "\r\nOK\r\n"
        }
        guard case .given(let manufacturer?, nil)? = outcome else {
            Issue.record("\(String(describing: outcome))")
            return
        }
        #expect(manufacturer.utf8.count == 40)
        #expect(manufacturer.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) })
    }
}
