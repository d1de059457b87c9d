import ReplyEngine
import Telephony
import Testing

private let checks = SettingChecks(
    isTimeZone: { $0 == "Europe/London" }, isCountry: { ["GB", "FR", "DE"].contains($0) },
    phoneNumber: { $0 == "07700 900555" ? PhoneNumber(e164: "+447700900555") : PhoneNumber(e164: $0) })

private func canonical(_ key: SettingKey, _ typed: String) throws(SettingError) -> String? {
    try SettingDefinition.of(key).canonical(typed, checks: checks)
}

@Suite struct SettingsTests {
    @Test(
        arguments: [
            ([:], nil), (["call.reject_after_rings": "3"], 3),
            (["call.reject_after_rings": "3", "call.mode": "divert"], 3),
            (["call.reject_after_rings": "3", "call.mode": "twin"], nil),
            (["call.reject_after_rings": "3", "setup.done": "false"], nil),
            (["call.reject_after_rings": "off"], nil),
        ] as [([String: String], Int?)])
    func `Calls are rejected where that is set, and never beside the owner's own phone`(
        _ changes: [String: String], _ ring: Int?
    ) {
        #expect(settings(changes).rejectsAtRing == ring)
    }

    @Test func `Every key has its definition, once`() {
        #expect(SettingDefinition.catalogue.count == SettingKey.allCases.count)
        #expect(Set(SettingDefinition.catalogue.map(\.key)) == Set(SettingKey.allCases))
        #expect(SettingDefinition.catalogue.allSatisfy { $0.meaning.hasSuffix(".") })
    }

    @Test(arguments: SettingDefinition.catalogue)
    func `A standard is a value that the setting takes, in its canonical form`(
        _ definition: SettingDefinition
    ) throws {
        guard let standard = definition.standard else { return }

        #expect(try definition.canonical(standard, checks: checks) == standard)
        #expect(definition.text(stored: nil) == standard)
    }

    @Test(arguments: [
        (SettingKey.replyDelay, "5"), (.replyCooldown, "12h"), (.replyMinimumRing, "0"),
        (.replyLateAfter, "5m"),
        (.replyGiveUpAfter, "60m"), (.capsHour, "20"), (.capsDay, "120"), (.capsMonth, "1000"),
        (.capsManualHour, "200"), (.guardsAdjacent, "5"), (.guardsNewCallers, "10"),
        (.numbersLandline, "false"),
        (.numbersForeign, "none"), (.modemAllow, "none"), (.callRejectAfterRings, "off"),
        (.modemSweepEvery, "60"),
        (.ownerTell, "replies,vip,repeated"), (.storageKeepTexts, "12mo"),
    ])
    func `The standards are those of the contract`(_ key: SettingKey, _ standard: String) {
        #expect(SettingDefinition.of(key).standard == standard)
    }

    @Test(arguments: [
        (SettingKey.replyDelay, "0", "0"), (.replyDelay, "120", "120"), (.replyDelay, "2m", "120"),
        (.replyDelay, " 90s ", "90"), (.replyCooldown, "43200", "12h"), (.replyCooldown, "0", "0s"),
        (.replyCooldown, "7D", "7d"), (.replyGiveUpAfter, "1h", "60m"), (.storageKeepTexts, "24mo", "24mo"),
        (.capsHour, "0", "0"), (.capsMonth, "1000000", "1000000"), (.numbersLandline, "YES", "true"),
        (.numbersLandline, "0", "false"), (.numbersForeign, "fr, DE,FR", "FR,DE"),
        (.numbersForeign, "[FR]", "FR"),
        (.numbersForeign, "[]", "none"), (.numbersForeign, "", "none"), (.callRejectAfterRings, "4", "4"),
        (.callRejectAfterRings, "OFF", "off"), (.businessCountry, "gb", "GB"),
        (.businessRegion, "gb-sct", "GB-SCT"),
        (.businessTimeZone, "Europe/London", "Europe/London"),
        (.ownerNumber, "07700 900555", "+447700900555"),
        (.ownerTell, "vip, replies", "vip,replies"), (.ownerTell, "none", "none"),
        (.callMode, "Twin", "twin"),
        (.businessCompany, "  Hartley & Söhne ", "Hartley & Söhne"), (.modemPIN, "0000", "0000"),
        (.replyWords, "Hi {name}, {company} here", "Hi {name}, {company} here"),
    ])
    func `A value is stored in its canonical form`(_ key: SettingKey, _ typed: String, _ stored: String)
        throws
    {
        #expect(try canonical(key, typed) == stored)
    }

    @Test(arguments: [
        (SettingKey.replyDelay, "121"), (.replyDelay, "-1"), (.replyDelay, "3m"), (.replyDelay, "five"),
        (.replyDelay, ""), (.replyDelay, "5.5"), (.replyDelay, "99999999999999999999"), (.replyDelay, "5 s"),
        (.replyCooldown, "13mo"), (.replyCooldown, "12hours"), (.capsHour, "1000001"), (.capsHour, "1h"),
        (.capsHour, "+5"), (.capsHour, "٥"), (.numbersLandline, "maybe"), (.numbersForeign, "FR,"),
        (.numbersForeign, "FRA"), (.numbersForeign, "QQ"), (.callRejectAfterRings, "0"),
        (.callRejectAfterRings, "21"), (.businessCountry, "UK"), (.businessRegion, "GB"),
        (.businessRegion, "QQ-X"),
        (.businessTimeZone, "Mars/Olympus"), (.ownerNumber, "hello"), (.ownerTell, "vip,all"),
        (.callMode, "triplet"),
        (.modemPIN, "123"), (.modemPIN, "123456789"), (.modemPIN, "12a4"), (.businessCompany, "two\nlines"),
        (.businessCompany, String(repeating: "x", count: 61)), (.replyWords, "without the blank"),
        (.replyWords, "{company} {postcode}"), (.replyWords, ""), (.modemSweepEvery, "9"),
        (.businessLanguage, "tlh"),
    ])
    func `A value out of range is refused`(_ key: SettingKey, _ typed: String) {
        #expect(throws: SettingError.self) { try canonical(key, typed) }
    }

    @Test(arguments: [SettingKey.businessRegion, .businessTimeZone, .ownerNumber], ["", "off", "none"])
    func `A setting without a standard can be cleared`(_ key: SettingKey, _ typed: String) throws {
        #expect(try canonical(key, typed) == nil)
    }

    @Test func `A refusal says what happened, why, and what to do next`() {
        let error = SettingError.invalidValue(.replyDelay, value: "5\u{1B}[2Jm", takes: "0 to 120 s")

        #expect(error.what == "reply.delay was not changed.")
        #expect(error.why == "It takes 0 to 120 s, not \"5[2Jm\".")
        #expect(error.next == "catchline settings get reply.delay")
    }

    @Test func `A refused PIN is not repeated`() {
        do {
            _ = try canonical(.modemPIN, "12a4")
            Issue.record("the PIN was taken")
        } catch {
            #expect(!error.why.contains("12a4"))
        }
    }

    @Test(
        arguments: [
            ("reply.dealy", "reply.delay"), ("delay", "reply.delay"), ("Reply.Delay", "reply.delay"),
            ("caps.hours", "caps.hour"), ("owner.numbr", "owner.number"),
            ("number.foreign", "numbers.foreign"),
            ("frobnicate", nil), ("", nil),
        ] as [(String, String?)])
    func `An unknown key names the nearest one`(_ typed: String, _ nearest: String?) {
        #expect(throws: SettingError.unknownKey(typed, nearest: nearest)) { try SettingKey(named: typed) }
    }

    @Test func `The PIN is never read back`() {
        let definition = SettingDefinition.of(.modemPIN)

        #expect(definition.isWriteOnly)
        #expect(definition.text(stored: "1234").isEmpty)
        #expect(definition.value(stored: "1234") == .none)
    }

    @Test func `Machines get seconds, numbers, lists and nothing`() {
        #expect(SettingDefinition.of(.replyCooldown).value(stored: nil) == .seconds(43_200))
        #expect(SettingDefinition.of(.capsHour).value(stored: "7") == .count(7))
        #expect(SettingDefinition.of(.numbersForeign).value(stored: "FR,DE") == .list(["FR", "DE"]))
        #expect(SettingDefinition.of(.callRejectAfterRings).value(stored: nil) == .none)
        #expect(SettingDefinition.of(.storageKeepTexts).value(stored: nil) == .seconds(365 * 86_400))
        #expect(SettingDefinition.of(.businessCompany).value(stored: nil) == .none)
    }

    @Test func `What is stored and unreadable falls back and is named`() {
        let read = Settings(["reply.delay": "soon", "caps.hour": "9", "from.the.future": "1"])

        #expect(read.replyDelay == .seconds(5))
        #expect(read.capHour == 9)
        #expect(read.unreadable == ["reply.delay"])
        #expect(!read.isSetUp)
    }
}

@Suite struct TypedDurationTests {
    @Test(arguments: [
        ("90", 90), ("90s", 90), ("5m", 300), ("12h", 43_200), ("7d", 604_800), ("12mo", 31_536_000),
        ("0", 0),
        ("5M", 300), ("007", 7),
    ])
    func `A duration is typed with its unit`(_ typed: String, _ seconds: Int) {
        #expect(TypedDuration(typed)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "s", "m5", "-5", "5y", "5 m", "1h30m", "9999999999mo", "12345678901", "٥m", "1e3", "0x10",
    ])
    func `This is no duration`(_ typed: String) {
        #expect(TypedDuration(typed) == nil)
    }

    @Test(arguments: [
        (0, "0s"), (90, "90s"), (60, "60s"), (120, "2m"), (3600, "60m"), (7200, "2h"), (86_400, "24h"),
        (172_800, "2d"), (31_536_000, "12mo"),
    ])
    func `It is written with the largest unit that fits twice`(_ seconds: Int, _ text: String) {
        #expect(TypedDuration(seconds: seconds).text == text)
        #expect(TypedDuration(text)?.seconds == seconds)
    }
}
