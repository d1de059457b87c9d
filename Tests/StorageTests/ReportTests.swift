import Foundation
import Storage
import Telephony
import Testing

/// The shapes that other programs hold on to.
struct ReportTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    private func keys(_ value: some Encodable) throws -> [String] {
        let object = try JSONSerialization.jsonObject(with: JSONLine.data(value)) as? [String: Any]
        return object?.keys.sorted() ?? []
    }

    @Test func `A call that was texted`() throws {
        let id = try store.missedCall().id

        let report = try #require(try store.reader.call(id, at: at(20)))

        #expect(
            try JSONLine.encode(report) == """
                {"cause":null,"ended_at":"2026-11-20T14:02:23.650Z","forwarded":false,"id":1,"line":"sim:8944110068256270054",\
                "number":"+447700900311","number_kind":"mobile","outcome":"missed","rang":12.4,\
                "reply":{"decision":"queued","message_id":1,"reason":"rule:working_hours"},"rings":3,\
                "started_at":"2026-11-20T14:02:11.250Z","withheld":false}
                """)
    }

    @Test func `A withheld call that still rings has every key`() throws {
        let id = try store.recordCallStarted(line: .first, number: nil, isWithheld: true, at: at(0))

        #expect(
            try JSONLine.encode(try #require(try store.reader.call(id, at: at(1)))) == """
                {"cause":null,"ended_at":null,"forwarded":false,"id":1,"line":"sim:8944110068256270054",\
                "number":null,"number_kind":null,"outcome":null,"rang":null,"reply":null,"rings":1,"started_at":"2026-11-20T14:02:11.250Z",\
                "withheld":true}
                """)
    }

    @Test func `A text that came in`() throws {
        try store.receive(Arrival(words: "Ça va/\"ok\"?"))

        #expect(
            try JSONLine.encode(try #require(try store.reader.messages().first)) == """
                {"alphabet":"gsm7","call_id":null,"class":null,"created_at":"2026-11-20T14:03:51.250Z",\
                "data":null,\
                "delivered_at":null,"direction":"in","error":null,"id":1,"kind":"text",\
                "line":"sim:8944110068256270054","number":"+447700900311","origin":null,"parts":1,"pdu":null,\
                "sent_at":null,"service_centre_time":"2026-11-20T14:02:11.250Z","state":"received",\
                "text":"Ça va/\\"ok\\"?"}
                """)
    }

    @Test func `A queued reply has every key`() throws {
        try store.missedCall()

        let message = try #require(try store.reader.messages().first)

        #expect(
            try keys(message) == [
                "alphabet", "call_id", "class", "created_at", "data", "delivered_at", "direction", "error",
                "id",
                "kind", "line", "number", "origin", "parts", "pdu", "sent_at", "service_centre_time", "state",
                "text",
            ])
    }

    @Test func `A text without characters is an empty string`() throws {
        try store.receive(Arrival(words: ""))

        #expect(try store.reader.messages().first?.text == "")
    }

    @Test func `What was written down of a line's network is told, oldest first and of that line alone`()
        throws
    {
        let (line, other) = (LineID(rawValue: "sim:8944"), LineID(rawValue: "sim:8945"))
        let summary = LineHistory.Summary(registration: .home, weakest: -93, strongest: -71)
        try store.recordSignal(line: line, summary, at: at(0))
        try store.recordRegistration(line: line, registration: .searching, at: at(3_600))
        try store.recordSignal(line: other, summary, at: at(3_700))
        try store.recordSignal(
            line: line, LineHistory.Summary(registration: .searching), at: at(7_200))

        let told = try store.reader.signalHistory(of: line, since: at(0).wall)

        #expect(told.map(\.registration) == [.home, .searching, .searching])
        #expect(told.map(\.weakest) == [-93, nil, nil])
        #expect(told.map(\.strongest) == [-71, nil, nil])
        #expect(try store.reader.signalHistory(of: line, since: at(3_600).wall).count == 2)
        #expect(
            try store.reader.signalHistory(of: line, since: at(0).wall, limit: 1).map(\.at) == [told[2].at])
    }

    @Test func `The status of a box with one modem`() throws {
        var status = LineStatus(target: "/dev/ttyUSB2", state: .ready)
        status.signal = -79
        status.networkOperator = "EE"
        status.storage = MessageStorageStatus(name: "SM", used: 0, total: 20)
        let report = StatusReport(
            version: "0.1.0", uptime: 12.3, state: .onWatch, pausedUntil: nil, trust: .ntp,
            modems: [ModemReport(status)], outbox: OutboxCounts(), today: TodayCounts())

        #expect(
            try JSONLine.encode(report) == """
                {"clock":{"trust":"ntp"},"modems":[{"detail":null,"firmware":null,"fix":null,"iccid":null,"id":"target:/dev/ttyUSB2",\
                "imei":null,"imsi":null,"line":"target:/dev/ttyUSB2","manufacturer":null,"model":null,\
                "operator":"EE",\
                "own_number":null,"registration":"none","signal_dbm":-79,"state":"ready",\
                "storage":{"name":"SM","total":20,"used":0},"target":"/dev/ttyUSB2",\
                "voice":"expected"}],\
                "outbox":{"held":0,"queued":0,"sending":0,"unconfirmed":0},"paused_until":null,\
                "state":"on_watch","storage":{"detail":null,"state":"ok"},\
                "today":{"missed":0,"needs_you":0,"texted":0,"wrote_back":0},"uptime":12.3,"version":"0.1.0"}
                """)
    }

    @Test func `What was written can be read again`() throws {
        let id = try store.missedCall().id
        let call = try #require(try store.reader.call(id, at: at(20)))
        let message = try #require(try store.reader.messages().first)

        #expect(try JSONDecoder().decode(CallReport.self, from: JSONLine.data(call)) == call)
        #expect(try JSONDecoder().decode(MessageReport.self, from: JSONLine.data(message)) == message)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_795_183_331_250, "2026-11-20T14:02:11.250Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ] as [(Int64, String)])
    func `A time is RFC 3339 with milliseconds, there and back`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
        #expect(Timestamp(text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-20", "2026-11-20T14:02:11Z", "2026-13-40T14:02:11.250Z", "2026-02-29T00:00:00.000Z",
    ])
    func `What is no such time is none`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    // MARK: Inbox and counts

    @Test func `Their last word needs you, ours waits for them`() throws {
        try store.receive(Arrival(words: "Hello"))
        try store.receive(Arrival(words: "Hi", sender: "+447700900999"))
        try store.typed("We come at 3.")

        let conversations = try store.reader.conversations()

        #expect(conversations.map(\.number) == ["+447700900999", "+447700900311"])
        #expect(conversations.map(\.state) == [.needsYou, .waiting])
        #expect(conversations.last?.lastText == "We come at 3.")
    }

    @Test func `What the box confirms is no word of ours`() throws {
        try store.receive(Arrival(words: "STOP")) { _, _ in .optOut(confirmation: "Done.") }

        let conversation = try #require(try store.reader.conversations().first)
        #expect(conversation.state == .settled && conversation.lastText == "STOP" && conversation.optedOut)
    }

    @Test func `A conversation is calls and texts in the order in which they happened`() throws {
        try store.missedCall(at: 0)
        try store.receive(Arrival(words: "Hello"))
        try store.missedCall(at: 200)

        let words = try store.reader.conversation(with: "+447700900311", at: at(300)).map { item in
            switch item {
            case .call(let call): "call \(call.id)"
            case .message(let message): message.direction.rawValue
            }
        }
        #expect(words == ["call 1", "out", "in", "call 2", "out"])
    }

    @Test func `Today counts what began since midnight`() throws {
        try store.missedCall(at: -50_000)
        try store.send(try #require(try store.claimNext(at: at(-40_000))), reference: 1, at: -40_000)
        try store.missedCall(at: 0)
        try store.send(try #require(try store.claimNext(at: at(60))), reference: 2)
        try store.receive(Arrival(words: "Thanks"))
        try store.receive(Arrival(words: "Who is this", sender: "+447700900999"))

        let counts = try store.reader.todayCounts(since: at(-1000).wall)

        #expect(counts == TodayCounts(missed: 1, texted: 1, wroteBack: 1, needsYou: 2))
    }
}
