import HTTPTypes
package import Hummingbird
import Logging
package import NIOCore
package import Storage

/// The API of the box: what the command line and the pages ask, and what programs hold on to.
///
/// The routes need no login here: whoever serves them answers for who may come in. On the control socket the
/// file's mode does.
package struct InboxAPI: Sendable {
    let desk: StoreDesk
    let box: BoxFunctions

    package init(store: Store, box: BoxFunctions) {
        desk = StoreDesk(store)
        self.box = box
    }

    /// Everything below `/api/v1`, and `/healthz`.
    package func router() -> Router<APIContext> {
        let router = healthRouter()
        let routes = router.group("/api/v1")
        addStatus(to: routes)
        addHistory(to: routes)
        addCalls(to: routes)
        addMessages(to: routes)
        addConversations(to: routes)
        addOptOuts(to: routes)
        addSettings(to: routes)
        addPause(to: routes)
        addSetUp(to: routes)
        addModems(to: routes)
        addModemLog(to: routes)
        return router
    }

    /// What may be asked over the network without a login: whether the box is well.
    package func healthRouter() -> Router<APIContext> {
        let router = Router(context: APIContext.self)
        router.add(middleware: ProblemMiddleware())
        router.get("/healthz") { [box] _, _ in
            let isHealthy = await box.isHealthy()
            return Response(
                status: isHealthy ? .ok : .serviceUnavailable,
                headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: isHealthy ? "ok\n" : "failing\n")))
        }
        return router
    }
}

extension InboxAPI {
    /// Answers one request that came over no connection: for a command that works on a box that is stopped.
    package func respond(
        method: String, target: String, headers: [(name: String, value: String)] = [], body: ByteBuffer?
    ) async throws -> (status: Int, body: ByteBuffer) {
        var head = HTTPRequest(
            method: HTTPRequest.Method(method) ?? .get, scheme: nil, authority: nil, path: target)
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { head.headerFields[name] = value }
        }
        if body != nil { head.headerFields[.contentType] = "application/json" }
        let request = Request(head: head, body: RequestBody(buffer: body ?? ByteBuffer()))
        let context = APIContext(logger: Logger(label: "catchline.api") { _ in SwiftLogNoOpLogHandler() })
        let response = try await router().buildResponder().respond(to: request, context: context)
        return (response.status.code, try await Self.collect(response.body))
    }

    private static func collect(_ body: ResponseBody) async throws -> ByteBuffer {
        let (stream, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
        try await body.write(StreamWriter(continuation: continuation))
        continuation.finish()
        var whole = ByteBuffer()
        for await var part in stream { whole.writeBuffer(&part) }
        return whole
    }

    private struct StreamWriter: ResponseBodyWriter {
        let continuation: AsyncStream<ByteBuffer>.Continuation

        @concurrent
        mutating func write(_ buffer: ByteBuffer) async throws {
            continuation.yield(buffer)
        }

        @concurrent
        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
