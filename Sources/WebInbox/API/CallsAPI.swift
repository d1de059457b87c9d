import Hummingbird
import ReplyEngine
import Storage

extension InboxAPI {
    /// `GET calls` (`missed`, `since`, `number`, `limit`), `GET calls/ID`, and `GET calls/ID/why`.
    func addCalls(to routes: RouterGroup<APIContext>) {
        routes.get("calls") { request, _ in
            let now = await box.now()
            let filter = CallFilter(
                isMissedOnly: request.queryFlag("missed"), since: try request.querySince(now: now),
                number: request.query("number"), limit: try request.queryLimit())
            return try JSONReply.object(try await desk.with { try $0.reader.calls(filter, at: now) })
        }
        routes.get("calls/:id") { _, context in
            try JSONReply.object(try await call(context))
        }
        routes.get("calls/:id/why") { _, context in
            let call = try await call(context)
            let stored = try await desk.with { try $0.reader.settings() }
            return try JSONReply.object(WhyReport(call, settings: Settings(stored)))
        }
    }

    private func call(_ context: APIContext) async throws -> CallReport {
        let id = try context.pathID("call", list: "catchline calls")
        let now = await box.now()
        guard let call = try await desk.with({ try $0.reader.call(id, at: now) }) else {
            throw Problem.notFound("There is no call \(id).", next: "catchline calls")
        }
        return call
    }
}
