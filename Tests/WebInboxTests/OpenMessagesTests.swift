import FoundationEssentials
import Storage
import Telephony
import Testing

@testable import WebInbox

@Suite struct OpenMessagesTests {
    /// One text of which nobody knows whether it has left.
    private func box(origin: MessageOrigin = .human, _ verdict: FailureVerdict = .unconfirmed) throws
        -> BoxUnderTest
    {
        let box = try BoxUnderTest()
        _ = try box.store.queueMessage(
            number: "+447700900311", text: "On my way", origin: origin, at: BoxUnderTest.now)
        let line = LineID(rawValue: "sim:8944")
        let claimed = try box.store.claim(line: line, at: BoxUnderTest.now) { _ in
            ClaimRules(zone: .gmt) { candidate, _, _ in .send(text: candidate.text) }
        } encode: { _, _, _ in
            EncodedMessage(alphabet: .gsm7, parts: [EncodedMessage.Part(pdu: "000102", tpduLength: 2)])
        }
        let part = try #require(claimed)
        _ = try box.store.markPromptSeen(part.id, on: line)
        _ = try box.store.markFailed(part.id, error: "cms 8", at: BoxUnderTest.now) { _ in verdict }
        return box
    }

    @Test(arguments: [("true", "sent"), ("false", "failed")])
    func `A person says what became of it`(arrived: String, state: String) async throws {
        let box = try box()

        let answer = try await box.post("messages/1/settle", "{\"arrived\":\(arrived)}")

        #expect(answer.status == 200 && answer["state"] == .text(state))
        #expect(try await box.post("messages/1/settle", "{\"arrived\":true}").status == 409)
    }

    @Test func `What does not say what became of it changes nothing`() async throws {
        let box = try box()

        #expect(try await box.post("messages/1/settle", "{}").status == 400)
        #expect(try await box.get("messages/1")["state"] == .text("unconfirmed"))
    }

    @Test func `What a person wrote is sent once more as the same message`() async throws {
        let box = try box()

        let answer = try await box.post("messages/1/resend", "{}")

        #expect(answer["id"] == .integer(1) && answer["state"] == .text("queued"))
        #expect(try await box.post("messages/1/resend", "{}").status == 409)
    }

    @Test func `The box's own words are sent once more as those of a person, once`() async throws {
        let box = try box(origin: .auto)

        let first = try await box.post("messages/1/resend", "{}")
        let second = try await box.post("messages/1/resend", "{}")

        #expect(first.status == 201 && first["id"] == .integer(2) && first["origin"] == .text("human"))
        #expect(second["id"] == .integer(2))
        #expect(try await box.get("messages/1")["state"] == .text("unconfirmed"))
    }

    @Test func `Who has said STOP since is not written to once more without a reason`() async throws {
        let box = try box()
        _ = try box.store.addOptOut(number: "+447700900311", reason: "keyword", at: BoxUnderTest.now)

        #expect(try await box.post("messages/1/resend", "{}")["code"] == .text("opted_out"))
        #expect(try await box.post("messages/1/resend", "{\"reason\":\"asked me to\"}").status == 200)
    }

    @Test func `A SIM that may not send is told with what to do, and tried again when a person says so`()
        async throws
    {
        let box = try box(
            FailureVerdict(
                .retry(after: .zero, countsAttempt: true), hold: LineHold(for: .seconds(6 * 3_600))))
        let doctor = try await box.get("doctor")
        #expect(doctor.body.contains("barred this SIM"))
        #expect(doctor.body.contains("catchline messages retry"))

        let retried = try await box.post("messages/retry", "{}")

        #expect(retried.count == 1 && retried["state"] == .text("queued"))
        #expect(!(try await box.get("doctor").body.contains("barred this SIM")))
    }

    @Test func `A message that is not there is said so`() async throws {
        let box = try BoxUnderTest()
        #expect(try await box.post("messages/9/settle", "{\"arrived\":true}").status == 404)
        #expect(try await box.post("messages/9/resend", "{}").status == 404)
    }
}
