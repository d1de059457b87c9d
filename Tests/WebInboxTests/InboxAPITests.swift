import Hummingbird
import Storage
import Telephony
import Testing

@testable import WebInbox

@Suite struct InboxAPITests {
    @Test func `The state of the box is the first that holds`() async throws {
        let ready = try BoxUnderTest()
        #expect(try await ready.get("status")["state"] == .text("not_set_up"))
        try await ready.setUp()
        #expect(try await ready.get("status")["state"] == .text("on_watch"))
        _ = try await ready.post("pause", #"{"until":"2h"}"#)
        #expect(try await ready.get("status")["state"] == .text("paused"))

        let gone = try BoxUnderTest(statuses: [BoxUnderTest.modem(.gone)])
        try await gone.setUp()
        _ = try await gone.post("pause", "{}")
        #expect(try await gone.get("status")["state"] == .text("not_watching"))
    }

    @Test func `The status tells of the daemon and its modems`() async throws {
        let status = try await BoxUnderTest().get("status")
        #expect(status["version"] == .text("0.1.0"))
        #expect(status["uptime"] == .fraction(12.3))
        #expect(status["clock"] == .object(["trust": .text("ntp")]))
        guard case .list(let modems) = status["modems"], case .object(let modem) = modems.first else {
            Issue.record("no modem")
            return
        }
        #expect(modem["state"] == .text("ready"))
        #expect(modem["operator"] == .text("EE"))
        #expect(modem["own_number"] == .null)
    }

    @Test func `A pause is told with its end, and ends with resume`() async throws {
        let box = try BoxUnderTest()
        try await box.setUp()

        let paused = try await box.post("pause", #"{"until":"2h"}"#)
        let resumed = try await box.post("resume", "{}")

        #expect(paused["paused_until"] == .text("2026-11-20T16:02:11.000Z"))
        #expect(resumed["paused"] == .flag(false))
        #expect(try await box.get("status")["state"] == .text("on_watch"))
    }

    @Test(arguments: ["soon", "yesterday", "25:00"])
    func `A pause until no time to come is refused`(until: String) async throws {
        let answer = try await BoxUnderTest().post("pause", #"{"until":"\#(until)"}"#)
        #expect(answer.status == 400)
        #expect(answer["code"] == .text("bad_time"))
    }

    @Test func `Messages can be narrowed`() async throws {
        let box = try BoxUnderTest()
        _ = try await box.post("messages", #"{"number":"07700900311","text":"One"}"#)
        _ = try await box.post("messages", #"{"number":"07700900312","text":"Two"}"#)

        #expect(try await box.get("messages").count == 2)
        #expect(try await box.get("messages?direction=in").count == 0)
        #expect(try await box.get("messages?number=%2B447700900312")["text"] == .text("Two"))
        #expect(try await box.get("messages?limit=1")["text"] == .text("Two"))
        #expect(try await box.get("messages?since=7d").count == 2)
        #expect(try await box.get("messages?since=2026-11-21T00:00:00.000Z").count == 0)
    }

    @Test(arguments: ["messages?direction=up", "messages?since=soon", "calls?since=-1", "calls?limit=0"])
    func `A narrowing that makes no sense is refused`(path: String) async throws {
        #expect(try await BoxUnderTest().get(path).status == 400)
    }

    @Test(arguments: [
        "calls/1", "calls/1/why", "calls/first", "messages/1", "messages/99999999999999999999",
        "conversations/1",
        "conversations/%2B447700900311", "nothing",
    ])
    func `What is not there is a problem of its own`(path: String) async throws {
        let answer = try await BoxUnderTest().get(path)
        #expect(answer.status == 404)
        #expect(answer.headers[.contentType] == "application/problem+json")
    }

    @Test func `A problem has the members of RFC 9457 and the three parts of an error`() async throws {
        let answer = try await BoxUnderTest().get("calls/7")
        #expect(answer["type"] == .text("about:blank"))
        #expect(answer["title"] == .text("Not Found"))
        #expect(answer["status"] == .integer(404))
        #expect(answer["what"] == .text("There is no call 7."))
        #expect(answer["why"] == .text("Nothing has that number or name."))
        #expect(answer["next"] == .text("catchline calls"))
        #expect(answer["detail"] == .text("There is no call 7. Nothing has that number or name."))
    }

    @Test func `An opt-out is kept with its reason, once`() async throws {
        let box = try BoxUnderTest()

        let added = try await box.post(
            "optouts", #"{"number":"07700 900311","reason":"asked\non \u202ethe phone"}"#)
        let again = try await box.post("optouts", #"{"number":"+447700900311","reason":"again"}"#)

        #expect(added.status == 201)
        #expect(again.status == 200)
        #expect(try await box.get("optouts")["reason"] == .text("asked on the phone"))
        #expect(try await box.get("optouts").count == 1)
    }

    @Test func `An opt-out can be taken back, with a reason`() async throws {
        let box = try BoxUnderTest()
        let body = #"{"number":"07700900311","reason":"asked"}"#
        _ = try await box.post("optouts", body)

        #expect(try await box.ask(.delete, "optouts", #"{"number":"07700900311"}"#).status == 400)
        let removed = try await box.ask(.delete, "optouts", body)
        #expect(removed.status == 200)
        #expect(removed["number"] == .text("+447700900311"))
        #expect(try await box.ask(.delete, "optouts", body).status == 404)
    }

    @Test func `Without a login the network is told only whether the box is well`() async throws {
        let well = try await BoxUnderTest().ask(.get, "/healthz", isHealthOnly: true)
        let ill = try await BoxUnderTest(isHealthy: false).ask(.get, "/healthz", isHealthOnly: true)
        let other = try await BoxUnderTest().ask(.get, "/api/v1/status", isHealthOnly: true)

        #expect(well.status == 200)
        #expect(well.body == "ok\n")
        #expect(ill.status == 503)
        #expect(ill.body == "failing\n")
        #expect(other.status == 404)
    }

    @Test func `One request is answered without a connection`() async throws {
        let box = try BoxUnderTest()
        let api = InboxAPI(
            store: box.store,
            box: BoxFunctions(
                statuses: { [] }, now: { BoxUnderTest.now }, uptime: { .zero }, version: "0.1.0",
                storePIN: { _ in },
                isHealthy: { false }))

        let answer = try await api.respond(
            method: "PUT", target: "/api/v1/settings", body: ByteBuffer(string: #"{"reply.delay":7}"#))

        #expect(answer.status == 200)
        #expect(String(buffer: answer.body).contains(#""value":7"#))
    }
}
