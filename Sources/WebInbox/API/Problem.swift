package import Hummingbird
import ReplyEngine
import Storage

/// Why the API did not do what it was asked: RFC 9457 problem details, whose further members are the three parts that every
/// error of Catchline has.
package struct Problem: Error, Equatable, Sendable {
    package var status: HTTPResponse.Status
    /// A word for programs, such as `opted_out`.
    package var code: String
    /// What happened.
    package var what: String
    package var why: String
    /// The next command to type.
    package var next: String

    package init(_ status: HTTPResponse.Status, code: String, what: String, why: String, next: String) {
        self.status = status
        self.code = code
        self.what = what
        self.why = why
        self.next = next
    }
}

extension Problem: HTTPResponseError {
    package func response(from request: Request, context: some RequestContext) throws -> Response {
        let body = try JSONLine.data(Members(self))
        return Response(
            status: status,
            headers: [
                .contentType: "application/problem+json", .contentLength: "\(body.count)",
                .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    private struct Members: Encodable {
        // RFC 9457 §4.2.1: with this type the title is the phrase of the status.
        var type = "about:blank"
        var title: String
        var status: Int
        var detail: String
        var code: String
        var what: String
        var why: String
        var next: String

        init(_ problem: Problem) {
            title = problem.status.reasonPhrase
            status = problem.status.code
            detail = problem.what + " " + problem.why
            code = problem.code
            what = problem.what
            why = problem.why
            next = problem.next
        }
    }
}

extension Problem {
    /// An error that already says its three parts.
    init(_ status: HTTPResponse.Status, code: String, _ error: some ExplainedError) {
        self.init(status, code: code, what: error.what, why: error.why, next: error.next)
    }

    /// The request itself is malformed.
    static func badRequest(_ what: String, why: String, next: String = "catchline --help") -> Problem {
        Problem(.badRequest, code: "bad_request", what: what, why: why, next: next)
    }

    static func notFound(
        _ what: String, why: String = "Nothing has that number or name.", next: String
    ) -> Problem {
        Problem(.notFound, code: "not_found", what: what, why: why, next: next)
    }
}
