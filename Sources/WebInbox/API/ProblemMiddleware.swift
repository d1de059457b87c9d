import Hummingbird
import Logging

/// Turns whatever a route throws into problem details, so that no client ever gets another shape of error.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    @concurrent
    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any HTTPResponseError where error.status == .notFound && !(error is Problem) {
            let problem = Problem(
                .notFound, code: "no_route", what: "The API has no \(request.method) \(request.uri.path).",
                why: "Client and daemon may be of different versions.", next: "catchline version")
            return try problem.response(from: request, context: context)
        } catch {
            if let problem = Problem(error) { return try problem.response(from: request, context: context) }
            context.logger.error("API request failed", metadata: ["error": "\(type(of: error))"])
            return try Self.problem(for: error).response(from: request, context: context)
        }
    }

    private static func problem(for error: any Error) -> Problem {
        let status = (error as? any HTTPResponseError)?.status ?? .internalServerError
        return Problem(
            status, code: "failed", what: "The request failed.", why: "\(error)", next: "catchline doctor")
    }
}
