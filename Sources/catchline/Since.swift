import ArgumentParser
import Foundation
import ReplyEngine

/// How far back a list goes: `7d`, `12h`, `12mo`; a bare number is seconds.
struct Since: ExpressibleByArgument, Equatable {
    var duration: TypedDuration

    init?(argument: String) {
        guard let duration = TypedDuration(argument) else { return nil }
        self.duration = duration
    }

    func date(now: Date) -> Date {
        now.addingTimeInterval(-Double(duration.seconds))
    }
}
