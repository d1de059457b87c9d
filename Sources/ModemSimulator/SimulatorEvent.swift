/// What a simulated modem did, or had done to it: for tests, and for who drives it by hand.
package enum SimulatorEvent: Hashable, Sendable {
    /// A command line came in, without the carriage return.
    case commandReceived(String)
    /// The same on the second port.
    case commandReceivedBeside(String)
    case callStarted(number: String?)
    /// `how`: `hung_up`, `silent`, `answered`, `elsewhere`, `rejected`, `lost`.
    case callEnded(number: String?, rings: Int, how: String)
    /// One part was accepted.
    case partSent(SentPart)
    /// All parts of a text were accepted.
    case textSent(number: String, text: String)
    case textRefused(code: Int)
    case textStored(storage: String, index: Int)
    /// The memory is full: the network keeps it.
    case textWaiting
    case textHandedOver
    case textDeleted(storage: String, index: Int)
    case pinEntered(isRight: Bool)
    case serviceCodeReceived(String)
    /// So many are set now.
    case divertsChanged(Int)
    case restarted
    case unplugged
    case replugged

    /// One part of a text as the network took it.
    package struct SentPart: Hashable, Sendable {
        package var hex: String
        package var number: String
        /// TP-MR, as the modem answered it.
        package var reference: Int
        /// Nil if it is data.
        package var text: String?
        /// 1 of 1 if it stands alone.
        package var sequence: Int
        package var total: Int
        package var asksForReport: Bool
    }
}

extension SimulatorEvent {
    /// One JSON object.
    package var json: String {
        "{" + fields.map { "\"\($0.name)\":\($0.value.json)" }.joined(separator: ",") + "}"
    }

    private enum Value {
        case text(String?)
        case number(Int)
        case flag(Bool)

        var json: String {
            switch self {
            case .text(nil): "null"
            case .text(let text?): SimulatorEvent.quoted(text)
            case .number(let number): "\(number)"
            case .flag(let flag): "\(flag)"
            }
        }
    }

    private var fields: [(name: String, value: Value)] {
        switch self {
        case .commandReceived(let line): [("event", .text("command")), ("line", .text(line))]
        case .commandReceivedBeside(let line): [("event", .text("command_beside")), ("line", .text(line))]
        case .callStarted(let number): [("event", .text("call_started")), ("number", .text(number))]
        case .callEnded(let number, let rings, let how):
            [
                ("event", .text("call_ended")), ("number", .text(number)), ("rings", .number(rings)),
                ("how", .text(how)),
            ]
        case .partSent(let part):
            [
                ("event", .text("part_sent")), ("number", .text(part.number)), ("text", .text(part.text)),
                ("part", .number(part.sequence)), ("parts", .number(part.total)),
                ("reference", .number(part.reference)), ("report", .flag(part.asksForReport)),
                ("pdu", .text(part.hex)),
            ]
        case .textSent(let number, let text):
            [("event", .text("text_sent")), ("number", .text(number)), ("text", .text(text))]
        case .textRefused(let code): [("event", .text("text_refused")), ("code", .number(code))]
        case .textStored(let storage, let index): SimulatorEvent.slot("text_stored", storage, index)
        case .textDeleted(let storage, let index): SimulatorEvent.slot("text_deleted", storage, index)
        case .textWaiting: [("event", .text("text_waiting"))]
        case .textHandedOver: [("event", .text("text_handed_over"))]
        case .pinEntered(let isRight): [("event", .text("pin_entered")), ("right", .flag(isRight))]
        case .serviceCodeReceived(let code): [("event", .text("service_code")), ("code", .text(code))]
        case .divertsChanged(let count): [("event", .text("diverts_changed")), ("count", .number(count))]
        case .restarted: [("event", .text("restarted"))]
        case .unplugged: [("event", .text("unplugged"))]
        case .replugged: [("event", .text("replugged"))]
        }
    }

    private static func slot(_ event: String, _ storage: String, _ index: Int) -> [(
        name: String, value: Value
    )] {
        [("event", .text(event)), ("storage", .text(storage)), ("index", .number(index))]
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
