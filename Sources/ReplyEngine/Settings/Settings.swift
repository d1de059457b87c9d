package import Telephony

/// The settings as the rules read them.
///
/// What is stored was checked when it was stored. A stored text that is none any more (another version wrote
/// it) is passed over in favour of the standard and named in `unreadable`.
package struct Settings: Hashable, Sendable {
    package var replyDelay: Duration
    package var cooldown: Duration
    package var minimumRing: Duration
    package var lateAfter: Duration
    package var giveUpAfter: Duration
    package var words: String
    package var lateWords: String

    package var capHour: Int
    package var capDay: Int
    package var capMonth: Int
    package var capManualHour: Int

    /// Callers within ten minutes beyond which texts are held: of numbers side by side, and never seen before.
    package var mostAdjacentCallers: Int
    package var mostNewCallers: Int

    package var textsLandlines: Bool
    package var foreignCountries: [String]

    /// Nil until set up.
    package var mode: CallMode?
    /// The ring at which the box rejects a call; nil: it lets them ring. See `rejectsAtRing`.
    package var rejectAfterRings: Int?
    /// In no table of modems, and used because a person said yes.
    package var allowedModems: [StrangeDevice]
    package var sweepEvery: Duration
    /// Languages by their English names.
    package var nationalTables: [String]

    package var company: String?
    package var country: String?
    package var timeZone: String?
    package var language: String
    package var ownerName: String?
    package var ownerNumber: PhoneNumber?

    package var isSetUp: Bool
    package var pause: Pause

    /// Keys whose stored text could not be read.
    package var unreadable: [String]

    package init(_ stored: [String: String] = [:]) {
        let read = StoredSettings(stored)
        replyDelay = .seconds(read.number(.replyDelay))
        cooldown = .seconds(read.number(.replyCooldown))
        minimumRing = .seconds(read.number(.replyMinimumRing))
        lateAfter = .seconds(read.number(.replyLateAfter))
        giveUpAfter = .seconds(read.number(.replyGiveUpAfter))
        words = read.text(.replyWords) ?? WordsPack.english.onAJob
        lateWords = read.text(.replyWordsLate) ?? WordsPack.english.late
        capHour = read.number(.capsHour)
        capDay = read.number(.capsDay)
        capMonth = read.number(.capsMonth)
        capManualHour = read.number(.capsManualHour)
        mostAdjacentCallers = read.number(.guardsAdjacent)
        mostNewCallers = read.number(.guardsNewCallers)
        textsLandlines = read.flag(.numbersLandline)
        foreignCountries = read.list(.numbersForeign)
        mode = read.text(.callMode).flatMap(CallMode.init(rawValue:))
        rejectAfterRings = read.count(.callRejectAfterRings)
        allowedModems = read.list(.modemAllow).compactMap(StrangeDevice.init(rawValue:))
        sweepEvery = .seconds(read.number(.modemSweepEvery))
        nationalTables = read.list(.smsNationalTables)
        company = read.text(.businessCompany)
        country = read.text(.businessCountry)
        timeZone = read.text(.businessTimeZone)
        language = read.text(.businessLanguage) ?? "en"
        ownerName = read.text(.ownerName)
        ownerNumber = read.text(.ownerNumber).flatMap(PhoneNumber.init(e164:))
        isSetUp = stored[SettingFact.isSetUp] == "true"
        pause = stored[SettingFact.pause].map { Pause(text: $0) } ?? .off
        unreadable = read.unreadable
    }
}

extension Settings {
    /// The ring at which a call is rejected; nil: never.
    ///
    /// A twin rings together with the owner's phone: to reject the call there could end it in the owner's hand. A box
    /// that is not set up sends no text either, so that it lets callers ring.
    package var rejectsAtRing: Int? {
        isSetUp && mode != .twin ? rejectAfterRings : nil
    }
}

/// Stored texts with the standards of the catalogue behind them.
private struct StoredSettings {
    var stored: [String: String]

    init(_ stored: [String: String]) {
        self.stored = stored
    }

    var unreadable: [String] {
        SettingDefinition.catalogue.filter { definition in
            stored[definition.key.rawValue].map { definition.kind.value(of: $0, checks: .shapesOnly) == nil }
                ?? false
        }.map(\.key.rawValue)
    }

    func value(_ key: SettingKey) -> SettingValue {
        SettingDefinition.of(key).value(stored: stored[key.rawValue])
    }

    func number(_ key: SettingKey) -> Int {
        switch value(key) {
        case .seconds(let number), .count(let number): number
        default: 0
        }
    }

    /// Nil where it is off.
    func count(_ key: SettingKey) -> Int? {
        if case .count(let count) = value(key) { count } else { nil }
    }

    func flag(_ key: SettingKey) -> Bool {
        value(key) == .flag(true)
    }

    func text(_ key: SettingKey) -> String? {
        if case .text(let text) = value(key) { text } else { nil }
    }

    func list(_ key: SettingKey) -> [String] {
        if case .list(let items) = value(key) { items } else { [] }
    }
}
