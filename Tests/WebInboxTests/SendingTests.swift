import HTTPTypes
import Hummingbird
import Telephony
import Testing

@testable import WebInbox

@Suite struct SendingTests {
    private static let key: HTTPFields = {
        guard let name = HTTPField.Name("Idempotency-Key") else { return [:] }
        return [name: "order-7"]
    }()

    @Test func `A text that is asked for is queued and shown as a message`() async throws {
        let box = try BoxUnderTest()

        let answer = try await box.post("messages", #"{"number":"07700 900311","text":"On my way"}"#)

        #expect(answer.status == 201)
        #expect(answer["number"] == .text("+447700900311"))
        #expect(answer["state"] == .text("queued"))
        #expect(answer["origin"] == .text("api"))
        #expect(answer.headers[.location] == "/api/v1/messages/1")
        #expect(try await box.get("messages/1").body == answer.body)
    }

    @Test func `A repetition with the same key sends nothing new`() async throws {
        let box = try BoxUnderTest()
        let body = #"{"number":"07700900311","text":"On my way"}"#

        let first = try await box.post("messages", body, headers: Self.key)
        let second = try await box.post("messages", body, headers: Self.key)

        #expect(second.status == 200)
        #expect(second["id"] == first["id"])
        #expect(try await box.get("messages").count == 1)
    }

    @Test func `Another text under the same key is refused`() async throws {
        let box = try BoxUnderTest()
        _ = try await box.post("messages", #"{"number":"07700900311","text":"On my way"}"#, headers: Self.key)

        let answer = try await box.post(
            "messages", #"{"number":"07700900311","text":"Late"}"#, headers: Self.key)

        #expect(answer.status == 409)
        #expect(answer["code"] == .text("idempotency_key_reused"))
    }

    @Test func `A rehearsal sends nothing`() async throws {
        let box = try BoxUnderTest()

        let answer = try await box.post("messages", #"{"number":"07700900311","text":"Hi","dry_run":true}"#)

        #expect(answer.status == 200)
        #expect(answer["id"] == .null)
        #expect(answer["parts"] == .integer(1))
        #expect(try await box.get("messages").count == 0)
    }

    @Test func `A rehearsal has every key of a message`() async throws {
        let box = try BoxUnderTest()
        let rehearsal = try await box.post(
            "messages", #"{"number":"07700900311","text":"Hi","dry_run":true}"#)
        let message = try await box.post("messages", #"{"number":"07700900311","text":"Hi"}"#)

        #expect(keys(rehearsal) == keys(message))
    }

    private func keys(_ answer: Answer) -> Set<String>? {
        if case .object(let members) = answer.json { Set(members.keys) } else { nil }
    }

    @Test(arguments: [
        (#"{"number":"0117 496 0123","text":"Hi"}"#, "landline", 201),
        (#"{"number":"+33612345678","text":"Hi"}"#, "foreign", 201),
        (#"{"number":"60777","text":"Hi"}"#, "short_code", 409),
        (#"{"number":"0909 8790000","text":"Hi"}"#, "premium", 409),
    ])
    func `Only what is doubtful can be forced`(body: String, code: String, statusWhenForced: Int) async throws
    {
        let box = try BoxUnderTest()

        let refused = try await box.post("messages", body)
        let forced = try await box.post("messages", body.replacing("}", with: #","force":true}"#))

        #expect(refused.status == 409)
        #expect(refused["code"] == .text(code))
        #expect(forced.status == statusWhenForced)
    }

    @Test func `One who opted out is texted with a reason only`() async throws {
        let box = try BoxUnderTest()
        _ = try await box.post("optouts", #"{"number":"07700900311","reason":"asked on the phone"}"#)

        let refused = try await box.post("messages", #"{"number":"07700900311","text":"Hi"}"#)
        let blank = try await box.post("messages", #"{"number":"07700900311","text":"Hi","reason":"  "}"#)
        let reasoned = try await box.post(
            "messages", #"{"number":"07700900311","text":"Hi","reason":"asked me to"}"#)

        #expect(refused.status == 409)
        #expect(refused["code"] == .text("opted_out"))
        #expect(blank.status == 409)
        #expect(reasoned.status == 201)
    }

    @Test(arguments: [
        (#"{"number":"+44 7700\u0000900311","text":"Hi"}"#, "bad_number"),
        (#"{"number":"+44\r\nAT","text":"Hi"}"#, "bad_number"),
        (#"{"number":"123456789012345678901","text":"Hi"}"#, "bad_number"),
        (#"{"number":"","text":"Hi"}"#, "bad_number"), (#"{"number":"Dan","text":"Hi"}"#, "bad_number"),
        (#"{"number":"07700900311","text":""}"#, "empty_text"),
        (#"{"number":"07700900311","text":" \n"}"#, "empty_text"),
        (#"{"number":"07700900311"}"#, "bad_request"), (#"{"text":"Hi"}"#, "bad_request"),
        (#"{"number":447700900311,"text":"Hi"}"#, "bad_request"),
        (#"{"number":"07700900311","text":"Hi","forse":true}"#, "bad_request"),
        (#"{"number":"07700900311","text":"Hi","force":"yes"}"#, "bad_request"),
        (#"{"number":"07700900311","text":"Hi","origin":"auto"}"#, "bad_request"),
        ("[]", "bad_request"), ("{", "bad_request"), ("", "bad_request"),
    ])
    func `What makes no sense is refused and nothing is queued`(body: String, code: String) async throws {
        let box = try BoxUnderTest()

        let answer = try await box.post("messages", body)

        #expect(answer.status == 400)
        #expect(answer["code"] == .text(code))
        #expect(try await box.get("messages").count == 0)
    }

    @Test func `A text of more than 255 parts is refused`() async throws {
        let box = try BoxUnderTest()
        let text = String(repeating: "a", count: 153 * 255 + 1)

        let answer = try await box.post("messages", #"{"number":"07700900311","text":"\#(text)"}"#)

        #expect(answer.status == 400)
        #expect(answer["code"] == .text("too_long"))
    }

    @Test func `A body of more than 64 KiB is not read`() async throws {
        let box = try BoxUnderTest()
        let text = String(repeating: "a", count: 65_536)

        let answer = try await box.post("messages", #"{"number":"07700900311","text":"\#(text)"}"#)

        #expect(answer.status == 413)
        #expect(answer["code"] == .text("too_large"))
    }

    @Test(arguments: ["text/plain", "application/x-www-form-urlencoded", ""])
    func `What is not JSON is refused`(type: String) async throws {
        let box = try BoxUnderTest()
        let answer = try await box.ask(
            .post, "messages", #"{"number":"07700900311","text":"Hi"}"#, type: type)
        #expect(answer.status == 415)
    }
}
