import WebInbox

/// Diverts on a screen.
struct DivertText {
    let texts: Texts

    func lines(_ diverts: [DivertReport]) -> [String] {
        Columns.lines(diverts.map { [Self.words($0.reason), destination($0)] })
    }

    /// How it is now, and how to bring back what was.
    func change(_ report: DivertChangeReport, of choice: ModemOption) -> [String] {
        let lost = report.before.filter { was in
            was.isActive == true && !report.after.contains { $0 == was }
        }
        let undo = lost.compactMap { was -> String? in
            guard let number = was.number else { return nil }
            let after = was.after.map { " --after \($0)" } ?? ""
            let reason = was.reason.replacing("_", with: "-")
            return
                "  catchline modem divert set \(reason) \(NextCommand.quoted(number))\(after)\(choice.words)"
        }
        return lines(report.after) + (undo.isEmpty ? [] : ["To put back what was:"] + undo).map(\.printable)
    }

    static func codes(_ codes: [DivertCodesReport]) -> [String] {
        let head = ["when", "to divert", "to stop", "to look"]
        let rows = codes.map { [words($0.reason), $0.set, $0.clear, $0.check ?? ""] }
        return ["Type one into your phone, and press call."] + Columns.lines([head] + rows)
            + ["Everything off, voicemail too: ##002#"]
    }

    private func destination(_ divert: DivertReport) -> String {
        switch divert.isActive {
        case nil: return "the network does not say"
        case false?: return "off"
        case true?:
            let after = divert.after.map { " after \($0) s" } ?? ""
            return "to \(divert.number.map { texts.number($0) } ?? "a number that is not told")\(after)"
        }
    }

    private static func words(_ reason: String) -> String {
        switch reason {
        case "no_answer": "no answer"
        case "unconditional": "every call"
        case "conditional": "all three"
        default: reason
        }
    }
}
