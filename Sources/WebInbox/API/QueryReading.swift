import Foundation
import Hummingbird
import ReplyEngine
import Storage
import Telephony

/// What stands behind the question mark.
extension Request {
    func query(_ name: String) -> String? {
        uri.queryParameters.get(name)
    }

    /// `true` or `1`; without a value it is meant too.
    func queryFlag(_ name: String) -> Bool {
        query(name).map { ["", "1", "true"].contains($0) } ?? false
    }

    /// `since=7d` or `since=2026-11-20T14:02:11.250Z`; nil if it is left out.
    func querySince(now: Moment) throws -> Date? {
        guard let text = query("since") else { return nil }
        if let duration = TypedDuration(text) {
            return now.wall.addingTimeInterval(-duration.duration.inSeconds)
        }
        guard let date = Timestamp(text)?.date ?? (try? Date(text, strategy: .iso8601)) else {
            throw Problem.badRequest(
                "since does not fit.",
                why: "It takes a duration such as 7d, or a time such as 2026-11-20T14:02:11Z.")
        }
        return date
    }

    func queryLimit() throws -> Int? {
        guard let text = query("limit") else { return nil }
        guard let limit = Int(text), (1...100_000).contains(limit) else {
            throw Problem.badRequest("limit does not fit.", why: "It takes a number from 1 to 100000.")
        }
        return limit
    }
}

extension RequestContext {
    /// The number in the path. What is none cannot be found.
    func pathID(_ what: String, list: String) throws -> Int64 {
        let text = parameters.get("id") ?? ""
        guard let id = Int64(text) else {
            throw Problem.notFound("There is no \(what) \(text.prefix(20)).", next: list)
        }
        return id
    }
}
