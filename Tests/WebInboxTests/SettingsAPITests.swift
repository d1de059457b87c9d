import HTTPTypes
import ReplyEngine
import Storage
import Testing

@testable import WebInbox

@Suite struct SettingsAPITests {
    @Test func `Every setting is listed with its default, unit and meaning`() async throws {
        let answer = try await BoxUnderTest().get("settings")

        #expect(answer.count == SettingKey.allCases.count)
        #expect(answer["key"] == .text("reply.delay"))
        #expect(answer["value"] == .integer(5))
        #expect(answer["default"] == .integer(5))
        #expect(answer["unit"] == .text("s"))
        #expect(answer["meaning"] != nil)
    }

    @Test(arguments: [
        ("reply.delay", #""10""#, JSONValue.integer(10)), ("reply.delay", "10", .integer(10)),
        ("reply.cooldown", #""7d""#, .integer(604_800)), ("numbers.landline", "true", .flag(true)),
        ("numbers.foreign", #"["FR","DE"]"#, .list([.text("FR"), .text("DE")])),
        ("numbers.foreign", #""fr, de""#, .list([.text("FR"), .text("DE")])),
        ("owner.number", #""07700 900123""#, .text("+447700900123")),
        ("business.time_zone", #""Europe/London""#, .text("Europe/London")),
        ("reply.delay", "null", .integer(5)),
        ("call.reject_after_rings", #""off""#, .null),
    ])
    func `A setting takes what a person types or a program writes`(
        key: String, value: String, expected: JSONValue
    ) async throws {
        let box = try BoxUnderTest()

        let answer = try await box.ask(.put, "settings", #"{"\#(key)":\#(value)}"#)

        #expect(answer.status == 200)
        #expect(answer["value"] == expected)
        #expect(try await box.get("settings/\(key)")["value"] == expected)
    }

    @Test(arguments: [
        ("reply.delay", "121"), ("reply.delay", "-1"), ("caps.hour", "1000001"), ("caps.hour", #""many""#),
        ("numbers.foreign", #""XX""#), ("owner.number", #""12""#), ("business.time_zone", #""Nowhere/Land""#),
        ("reply.words", #""no name in it""#), ("modem.pin", #""12a4""#), ("reply.delay", "{}"),
        ("business.company", #""two\nlines""#),
    ])
    func `A value that does not fit changes nothing`(key: String, value: String) async throws {
        let box = try BoxUnderTest()

        let answer = try await box.ask(.put, "settings", #"{"caps.day":7,"\#(key)":\#(value)}"#)

        #expect(answer.status == 400)
        #expect(answer["code"] == .text("bad_value"))
        #expect(try box.store.reader.settings().isEmpty)
        #expect(box.keptPINs.isEmpty)
    }

    @Test(arguments: [
        ("reply.dely", "reply.delay"), ("caps.hours", "caps.hour"), ("cooldown", "reply.cooldown"),
    ])
    func `An unknown setting is answered with the nearest one`(key: String, nearest: String) async throws {
        let answer = try await BoxUnderTest().ask(.put, "settings", #"{"\#(key)":1}"#)
        #expect(answer.status == 400)
        #expect(answer["code"] == .text("unknown_setting"))
        #expect(answer["why"] == .text("The nearest one is \(nearest)."))
    }

    @Test func `The PIN goes to where secrets are kept and is never told`() async throws {
        let box = try BoxUnderTest()

        let answer = try await box.ask(.put, "settings", #"{"modem.pin":"1234"}"#)

        #expect(answer.status == 200)
        #expect(box.keptPINs == ["1234"])
        #expect(try box.store.reader.settings().isEmpty)
        #expect(!answer.body.contains("1234"))
        #expect(try await box.get("settings/modem.pin").status == 409)
        #expect(try await !box.get("settings").body.contains("1234"))
    }

    @Test func `Set-up needs all its answers the first time`() async throws {
        let answer = try await BoxUnderTest().post("setup", #"{"company":"Hartley Plumbing"}"#)
        #expect(answer.status == 400)
        #expect(answer["code"] == .text("not_set_up"))
        #expect(answer["why"] == .text("Not given: --owner-name, --owner, --country, --mode."))
    }

    @Test func `Set-up again changes what is given`() async throws {
        let box = try BoxUnderTest()
        try await box.setUp()

        let answer = try await box.post("setup", #"{"company":"Hartley & Son"}"#)

        #expect(answer.status == 200)
        #expect(answer["company"] == .text("Hartley & Son"))
        #expect(answer["owner"] == .text("+447700900123"))
        #expect(answer["set_up"] == .flag(true))
    }

    @Test func `A twin gives the owner time to answer`() async throws {
        let box = try BoxUnderTest()
        try await box.setUp()

        _ = try await box.post("setup", #"{"mode":"twin"}"#)

        #expect(try await box.get("settings/reply.delay")["value"] == .integer(20))
        #expect(try await box.get("settings/reply.minimum_ring")["value"] == .integer(15))
    }

    @Test func `An answer can be checked before the others are given`() async throws {
        let box = try BoxUnderTest()

        let right = try await box.post("setup", #"{"country":"gb","owner":"07700 900123","dry_run":true}"#)
        let wrong = try await box.post("setup", #"{"country":"gb","owner":"12","dry_run":true}"#)

        #expect(right["owner"] == .text("+447700900123"))
        #expect(right["set_up"] == .flag(false))
        #expect(wrong.status == 400)
        #expect(try box.store.reader.settings().isEmpty)
    }

    @Test func `The country of the SIM is suggested`() async throws {
        #expect(try await BoxUnderTest().get("setup")["suggested_country"] == .text("GB"))
    }
}
