import Hummingbird
import Testing

@testable import WebInbox

@Suite struct NationalTablesTests {
    @Test func `A rehearsal counts with the tables that are allowed`() async throws {
        let box = try BoxUnderTest()
        let wish = #"{"number":"07700900311","text":"Müşteri arıyor","dry_run":true}"#
        #expect(try await box.post("messages", wish)["alphabet"] == .text("ucs2"))

        let answer = try await box.ask(.put, "settings", #"{"sms.national_tables":"Turkish"}"#)

        #expect(answer.status == 200)
        #expect(try await box.get("settings/sms.national_tables")["value"] == .list([.text("turkish")]))
        #expect(try await box.post("messages", wish)["alphabet"] == .text("gsm7"))
    }
}
