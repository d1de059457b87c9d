import Telephony
import Testing

@testable import WebInbox

@Suite struct ConversationTests {
    private func box() async throws -> BoxUnderTest {
        let box = try BoxUnderTest()
        for number in ["07700900311", "07700900312", "07700900411"] {
            _ = try await box.post("messages", #"{"number":"\#(number)","text":"Hello"}"#)
        }
        return box
    }

    @Test func `A short number stays the same when somebody else writes`() async throws {
        let box = try await box()
        _ = try await box.post("messages", #"{"number":"07700900311","text":"Again"}"#)

        let answer = try await box.get("conversations")

        #expect(answer["number", at: 2] == .text("+447700900311"))
        #expect(answer["n", at: 2] == .integer(1))
    }

    @Test(arguments: ["1", "%2B447700900311", "07700900311", "900311", "0311"])
    func `A conversation is found by its short number, its number or its end`(name: String) async throws {
        let answer = try await box().get("conversations/\(name)")
        #expect(answer["number"] == .text("+447700900311"))
    }

    @Test(arguments: ["4", "0", "11", "99999", "+447700900999", "Grace", "%00"])
    func `A name that fits nobody is not guessed at`(name: String) async throws {
        #expect(try await box().get("conversations/\(name)").status == 404)
    }

    @Test func `An end that fits two is not guessed at`() async throws {
        let box = try await box()
        _ = try await box.post("messages", #"{"number":"+447700910311","text":"Hello"}"#)
        let answer = try await box.get("conversations/0311")
        #expect(answer.status == 409)
        #expect(answer["code"] == .text("ambiguous"))
    }

    @Test func `A reply goes to the number of the conversation, as from a person`() async throws {
        let answer = try await box().post("conversations/2/reply", #"{"text":"At 4"}"#)
        #expect(answer.status == 201)
        #expect(answer["number"] == .text("+447700900312"))
        #expect(answer["origin"] == .text("human"))
    }

    @Test func `A reply without words is refused`() async throws {
        #expect(try await box().post("conversations/2/reply", #"{"text":""}"#).status == 400)
    }
}
