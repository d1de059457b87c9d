extension SettingDefinition {
    /// Every setting, in the order in which they are listed.
    package static let catalogue = SettingKey.allCases.map(of)

    package static func of(_ key: SettingKey) -> SettingDefinition {
        switch key {
        case .replyDelay:
            .init(key, .seconds(0...120), "5", "How long after a missed call its text goes out.")
        case .replyCooldown:
            .init(
                key, .duration(0...365 * day), "12h",
                "One number gets at most one automatic text in this time, however often it rings.")
        case .replyMinimumRing:
            .init(key, .seconds(0...120), "0", "A call that rang for less gets no text.")
        case .replyLateAfter:
            .init(
                key, .duration(0...day), "5m",
                "A text that goes out this long after the call or later is worded as a late one.")
        case .replyGiveUpAfter:
            .init(
                key, .duration(0...day), "60m", "This long after the call no automatic text is sent any more."
            )
        case .replyWords:
            .init(key, .words, WordsPack.english.onAJob, "The text for a missed call.")
        case .replyWordsLate:
            .init(key, .words, WordsPack.english.late, "The text for a missed call that is answered late.")
        case .capsHour:
            .init(key, .count(0...1_000_000, unit: "texts"), "20", "The most automatic texts in 60 minutes.")
        case .capsDay:
            .init(key, .count(0...1_000_000, unit: "texts"), "120", "The most automatic texts in a day.")
        case .capsMonth:
            .init(key, .count(0...1_000_000, unit: "texts"), "1000", "The most automatic texts in a month.")
        case .capsManualHour:
            .init(
                key, .count(0...1_000_000, unit: "texts"), "200",
                "The most texts in 60 minutes that people and programs send.")
        case .guardsAdjacent:
            .init(
                key, .count(0...1000, unit: "numbers"), "5",
                "More callers than this in 10 minutes, alike but for three digits, hold their texts. 0: off."
            )
        case .guardsNewCallers:
            .init(
                key, .count(0...1000, unit: "numbers"), "10",
                "More callers than this in 10 minutes, never seen before, hold their texts. 0: off.")
        case .numbersLandline:
            .init(key, .flag, "false", "Whether landline and internet numbers are texted.")
        case .numbersForeign:
            .init(key, .countries, "none", "Other countries whose mobile numbers are texted.")
        case .callMode:
            .init(
                key, .oneOf(CallMode.allCases.map(\.rawValue)), nil,
                "How calls reach the box: a SIM of its own, diverted by your phone, or a twin of your SIM.")
        case .callRejectAfterRings:
            .init(
                key, .countOrOff(1...20, unit: "rings"), "off",
                "After so many rings the box rejects the call itself; a twin of your SIM does not. off: never."
            )
        case .modemAllow:
            .init(
                key, .strangeDevices, "none",
                "USB devices in no table of modems that are used all the same: `catchline modem allow` adds one."
            )
        case .modemPIN:
            .init(
                key, .pin, nil, "The PIN of the SIM. It can be set but not shown, and is not in the database."
            )
        case .modemSweepEvery:
            .init(
                key, .seconds(10...3600), "60",
                "How often the modem's memory is looked through for texts that it has not announced.")
        case .smsNationalTables:
            .init(
                key, .someOf(nationalLanguages), "none",
                "Languages whose letters are sent in their own tables, to save texts. Many phones cannot read it."
            )
        case .businessCompany:
            .init(key, .text(longest: 60), nil, "The name of the business, as callers know it.")
        case .businessCountry:
            .init(
                key, .country, nil, "The country whose numbers are those from home, if the SIM does not tell."
            )
        case .businessRegion:
            .init(key, .region, nil, "The region whose public holidays hold.", hasEffect: false)
        case .businessTimeZone:
            .init(key, .timeZone, nil, "The time zone of the business; without it, that of its country.")
        case .businessLanguage:
            .init(key, .oneOf(["en"]), "en", "The language of the words that come with Catchline.")
        case .ownerName:
            .init(key, .text(longest: 40), nil, "Your first name, as callers know it.")
        case .ownerNumber:
            .init(
                key, .phoneNumber, nil,
                "Your own mobile number. It has no cool-down, so that tests are answered.")
        case .ownerTell:
            .init(
                key, .someOf(["replies", "vip", "repeated"]), "replies,vip,repeated",
                "What you are told by text.", hasEffect: false)
        case .storageKeepTexts:
            .init(
                key, .duration(day...3650 * day), "12mo", "How long the words of texts are kept.",
                hasEffect: false)
        }
    }

    private init(
        _ key: SettingKey, _ kind: SettingKind, _ standard: String?, _ purpose: String, hasEffect: Bool = true
    ) {
        self.init(key: key, kind: kind, standard: standard, purpose: purpose, hasEffect: hasEffect)
    }

    private static let day = 86_400

    /// 3GPP TS 23.038 §6.2.1.2.4.
    private static let nationalLanguages = [
        "turkish", "spanish", "portuguese", "bengali", "gujarati", "hindi", "kannada", "malayalam", "oriya",
        "punjabi", "tamil", "telugu", "urdu",
    ]
}
