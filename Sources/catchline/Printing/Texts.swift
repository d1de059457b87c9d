import CatchlineDaemon
import Foundation
import Numbering
import ReplyEngine
import Storage
import Telephony

/// What all texts for people need: the zone, the country, and what the owner has set.
struct Texts {
    var time: TimeText
    var homeCountry: String?
    var settings: Settings

    init(settings: Settings, now: Date) {
        self.settings = settings
        homeCountry = settings.country
        let name = settings.timeZone ?? settings.country.flatMap { Country.timeZone(of: $0) }
        time = TimeText(now: now, timeZone: name.flatMap { TimeZone(identifier: $0) } ?? .current)
    }

    /// As one dials it from home; a number of no plan as it came.
    func number(_ text: String?) -> String {
        guard let text else { return "withheld" }
        guard let number = PhoneNumber(e164: text) else { return text.printable }
        return Numbering.forPeople(number, homeCountry: homeCountry)
    }

    func time(_ timestamp: Timestamp) -> String {
        time.text(timestamp.date)
    }

    /// `19 s`, `2 min`, `3 h`, `41 days`.
    static func span(_ seconds: Double) -> String {
        switch seconds {
        case ..<119.5: "\(Int(seconds.rounded())) s"
        case ..<7200: "\(Int(seconds / 60)) min"
        case ..<172_800: "\(Int(seconds / 3600)) h"
        default: "\(Int(min(seconds, 1e9) / 86_400)) days"
        }
    }
}

extension GlobalOptions {
    /// With the settings of the box; those of no box where there is none yet.
    func texts() throws -> Texts {
        let stored = (try? reader().settings()) ?? [:]
        return Texts(settings: Settings(stored), now: BoxClock.system().now().wall)
    }
}
