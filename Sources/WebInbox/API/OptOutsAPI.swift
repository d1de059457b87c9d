import Hummingbird
import Numbering
import ReplyEngine
import Storage
import Telephony

extension InboxAPI {
    /// `GET optouts`, `POST optouts` (`number`, `reason`), and `DELETE optouts` (`number`, `reason`), which answers with
    /// what it removed.
    func addOptOuts(to routes: RouterGroup<APIContext>) {
        routes.get("optouts") { _, _ in
            try JSONReply.object(try await desk.with { try $0.reader.optOuts() })
        }
        routes.post("optouts") { request, _ in
            let (number, reason) = try await optOut(request)
            let now = await box.now()
            let isNew = try await desk.with { try $0.addOptOut(number: number, reason: reason, at: now) }
            return try await optOutReport(number, status: isNew ? .created : .ok)
        }
        routes.delete("optouts") { request, _ in
            let (number, _) = try await optOut(request)
            let now = await box.now()
            let report = try await desk.with { store in
                let report = try store.reader.optOuts().first { $0.number == number }
                return try store.removeOptOut(number: number, at: now) ? report : nil
            }
            guard let report else { throw Problem.notOptedOut(number) }
            return try JSONReply.object(report)
        }
    }

    private func optOut(_ request: Request) async throws -> (number: String, reason: String) {
        let members = try await JSONMembers(request, known: ["number", "reason"])
        let typed = try members.requiredText("number")
        let reason = try members.text("reason")?.oneLine ?? ""
        guard !reason.isEmpty else {
            throw Problem.badRequest(
                "The reason is missing.", why: "Each change of who may be texted is kept with its reason.",
                next: "catchline optout add \(typed.oneLine) --reason \"asked on the phone\"")
        }
        let number = try Numbering.typed(typed, homeCountry: try await homeCountry())
        return (number.text, reason)
    }

    private func optOutReport(_ number: String, status: HTTPResponse.Status) async throws -> Response {
        guard
            let report = try await desk.with({ try $0.reader.optOuts() }).first(where: { $0.number == number }
            )
        else { throw Problem.notOptedOut(number) }
        return try JSONReply.object(report, status: status)
    }
}

extension Problem {
    fileprivate static func notOptedOut(_ number: String) -> Problem {
        Problem(
            .notFound, code: "not_found", what: "Nothing was changed.",
            why: "\(number) is not among those who opted out.", next: "catchline optout list")
    }
}

extension String {
    /// Without line breaks, control characters and marks that turn the direction of writing; cut to what a log line
    /// takes.
    var oneLine: String {
        let clean = unicodeScalars.map { scalar -> Character in
            let properties = scalar.properties
            let isObeyed = properties.generalCategory == .control || properties.isBidiControl
            return isObeyed ? " " : Character(scalar)
        }
        let words = String(clean).split(separator: " ")
        return String(words.joined(separator: " ").prefix(200))
    }
}
