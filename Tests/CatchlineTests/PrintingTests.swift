import ArgumentParser
import Foundation
import ReplyEngine
import SMSCodec
import Telephony
import Testing
import WebInbox

@testable import Storage
@testable import catchline

@Suite struct PrintingTests {
    private static let plain = Console(isColoured: false, isUnicode: false, isInteractive: false)
    private static let texts = Texts(
        settings: Settings(["business.company": "Hartley Plumbing", "business.country": "GB"]),
        now: Date(timeIntervalSince1970: 1_795_183_331))

    private static func status(_ state: Storage.StatusReport.State, pausedUntil: Timestamp? = nil)
        -> Storage.StatusReport
    {
        var line = LineStatus(target: "/dev/ttyUSB2", state: state == .notWatching ? .gone : .ready)
        line.identity.model = "SIM7600E"
        line.identity.ownNumber = "+447700900555"
        line.networkOperator = "EE"
        line.registration = .home
        line.signal = -79
        return Storage.StatusReport(
            version: "0.1.0", uptime: 12.3, state: state, pausedUntil: pausedUntil, trust: .ntp,
            modems: [ModemReport(line)], outbox: OutboxCounts(),
            today: TodayCounts(missed: 8, texted: 6, wroteBack: 5, needsYou: 3))
    }

    @Test func `The box on watch`() {
        let text = StatusText(Self.status(.onWatch), texts: Self.texts, console: Self.plain)
        #expect(
            text.lines + text.nextCommands == [
                "On watch   Hartley Plumbing",
                "Signal     |||_ strong, -79 dBm, SIM7600E on /dev/ttyUSB2, EE, 07700 900555",
                "Today      8 missed   6 texted   5 wrote back   3 need you",
                "Next: catchline inbox       see who is waiting",
                "      catchline pause 17    stop texting until 17:00",
                "      catchline doctor      check everything",
            ])
    }

    @Test func `A pause says when it ends`() throws {
        let end = try #require(Timestamp("2026-11-20T17:00:00.000Z"))
        let text = StatusText(Self.status(.paused, pausedUntil: end), texts: Self.texts, console: Self.plain)
        #expect(text.lines.first == "Paused until 17:00  Hartley Plumbing")
    }

    @Test(arguments: [ModemState.ready, .noSIM])
    func `What is the matter with a line stands below it, with the next step`(state: ModemState) {
        let line = LineStatus(target: "/dev/ttyUSB2", state: state)
        var status = Self.status(.onWatch)
        status.modems = [ModemReport(line, detail: "there is no SIM in it", fix: "catchline doctor")]
        let lines = StatusText(status, texts: Self.texts, console: Self.plain).lines
        #expect(lines[2] == "Trouble    there is no SIM in it")
        #expect(lines[3] == "Next       catchline doctor")
    }

    @Test func `Of a modem that is gone it is said once`() {
        var status = Self.status(.notWatching)
        status.modems[0].detail = "there is nothing at /dev/ttyUSB2"
        status.modems[0].fix = "ls -l /dev/serial/by-id"
        let lines = StatusText(status, texts: Self.texts, console: Self.plain).lines
        #expect(lines[2] == "Next       ls -l /dev/serial/by-id")
    }

    @Test func `A modem that is gone is named`() {
        let text = StatusText(Self.status(.notWatching), texts: Self.texts, console: Self.plain)
        #expect(text.lines[1] == "Modem      /dev/ttyUSB2, nothing there, waited for")
    }

    private static func call(
        _ id: Int64, outcome: CallOutcome?, number: String? = "+447700900311", reply: CallReport.Reply? = nil
    ) throws -> CallReport {
        let started = try #require(Timestamp("2026-11-20T14:02:11.000Z"))
        return CallReport(
            id: id, line: LineID(rawValue: "sim:1"), number: number, withheld: number == nil, numberKind: nil,
            startedAt: started, endedAt: outcome.map { _ in started }, rings: 3,
            rang: outcome.map { _ in 12.4 },
            outcome: outcome, reply: reply)
    }

    @Test func `Calls stand below each other with what was done`() throws {
        let texted = CallReport.Reply(
            decision: .queued, reason: .rule("missed_call"), messageID: MessageID(rawValue: 7))
        let alone = CallReport.Reply(decision: .leftAlone, reason: .withheld, messageID: nil)
        let calls = [
            try Self.call(9, outcome: .missed, reply: texted),
            try Self.call(10, outcome: .missed, number: nil, reply: alone), try Self.call(11, outcome: nil),
        ]
        #expect(
            CallText(texts: Self.texts).lines(calls) == [
                "9   14:02  07700 900311  rang 12 s  missed, texted (message 7)",
                "10  14:02  withheld      rang 12 s  missed, left alone: withheld",
                "11  14:02  07700 900311  ringing    ringing",
            ])
    }

    @Test func `Why a call got no text is said with what would change it`() throws {
        let reply = CallReport.Reply(decision: .leftAlone, reason: .landline, messageID: nil)
        let call = try Self.call(12, outcome: .missed, number: "+441174960123", reply: reply)
        #expect(
            CallText(texts: Self.texts).why(WhyReport(call, settings: Self.texts.settings)) == [
                "Not texted. 0117 496 0123, 14:02, rang 12 s.", "The number is a landline.",
                "To have it otherwise: catchline settings set numbers.landline true",
            ])
    }

    private static func held(_ error: String) throws -> MessageReport {
        let json = """
            {"id":7,"direction":"out","kind":"text","line":"sim:1","number":"+447700900311","text":"On my way",
            "state":"held","origin":"human","created_at":"2026-11-20T14:02:11.000Z","error":"\(error)"}
            """
        return try JSONDecoder().decode(MessageReport.self, from: Data(json.utf8))
    }

    @Test func `Texts that are held for another SIM come with what to do`() throws {
        let text = MessageText(texts: Self.texts)
        #expect(
            text.lines([try Self.held("sim_changed")]) == [
                "7  14:02  >  07700 900311  held (sim changed)  On my way", "",
                "Next: catchline messages release    send those that are held from the SIM that is there now",
            ])
        #expect(text.lines([try Self.held("cap_hour")]).count == 1)
    }

    @Test func `What was released is listed`() throws {
        let text = MessageText(texts: Self.texts)
        #expect(text.released([], isCancelled: false) == ["No text is held for another SIM."])
        #expect(
            text.released([try Self.held("sim_changed")], isCancelled: true).first == "Never sent:")
    }

    @Test func `Held texts are counted, with where to look`() {
        var status = Self.status(.onWatch)
        status.outbox.held = 2
        let text = StatusText(status, texts: Self.texts, console: Self.plain)
        #expect(text.lines.last == "Waiting    2 held   (why: catchline messages --out)")
    }

    @Test func `Nobody rang, and nobody wrote`() {
        #expect(CallText(texts: Self.texts).lines([]) == ["Nobody has rung."])
        #expect(MessageText(texts: Self.texts).lines([]) == ["No texts yet."])
        #expect(ConversationText(texts: Self.texts).lines([]) == ["Nobody has written yet."])
    }

    @Test func `Only a terminal gets colours`() {
        let coloured = Console(isColoured: true, isUnicode: true, isInteractive: true)
        let status = Self.status(.onWatch)
        #expect(StatusText(status, texts: Self.texts, console: coloured).lines[0].contains("\u{1B}[32m"))
        #expect(!StatusText(status, texts: Self.texts, console: Self.plain).lines.joined().contains("\u{1B}"))
    }

    @Test(arguments: [
        (["LANG": "en_GB.UTF-8"], true), (["LC_ALL": "C", "LANG": "en_GB.UTF-8"], false), ([:], false),
    ])
    func `Bars need a terminal that can draw them`(environment: [String: String], expected: Bool) {
        #expect(Console(environment: environment).isUnicode == expected)
    }

    @Test func `A text from outside cannot steer the terminal`() {
        #expect("Hi\u{1B}[2J\nthere\u{202E}".printable == "Hi [2J there\u{FFFD}")
    }

    @Test func `Words outside GSM-7 are named with their place`() {
        #expect(
            WordsReport(Segmentation("Désolé, j’arrive à 16h")).lines == [
                "22 characters, UCS-2, 22 of 70, 1 text. One character is outside GSM-7: ’ (position 10)",
                "With ' instead: GSM-7, 22 of 160, 1 text.",
            ])
    }

    @Test func `The check of words has the keys of the contract`() throws {
        #expect(
            try JSONLine.encode(WordsReport(Segmentation("Désolé, j’arrive à 16h"))) == """
                {"alphabet":"ucs2","left":48,"offenders":[{"character":"’","position":10,"swap":"'"}],"parts":1,\
                "swapped":{"alphabet":"gsm7","left":138,"parts":1,"units":22},"units":22}
                """)
        #expect(
            try JSONLine.encode(WordsReport(Segmentation("Hi"))) == """
                {"alphabet":"gsm7","left":158,"offenders":[],"parts":1,"swapped":null,"units":2}
                """)
    }

    @Test func `The doctor counts what is to be looked at`() {
        let checks = [
            DoctorCheck("modem", .ok, "SIM7600E on /dev/ttyUSB2"),
            DoctorCheck(
                "clock", .warn, "the box does not know the time", fix: "sudo timedatectl set-ntp true"),
        ]
        #expect(
            DoctorText(ink: Ink(isColoured: false)).lines(checks) == [
                "ok    modem    SIM7600E on /dev/ttyUSB2", "warn  clock    the box does not know the time",
                "      Fix: sudo timedatectl set-ntp true", "1 to look at, nothing broken.",
            ])
    }

    @Test(arguments: [
        (MessageState.sent, 0 as Int32), (.delivered, 0), (.failed, 1), (.suppressed, 1), (.expired, 1),
        (.unconfirmed, 4), (.queued, 4), (.held, 4), (.sending, 4),
    ])
    func `Waiting for a text ends as the text did`(state: MessageState, status: Int32) {
        #expect(Delivery.exitStatus(state) == status)
    }

    @Test(arguments: [
        (nil as String?, "catchline calls"), ("/tmp/box", "catchline --data /tmp/box calls"),
        ("/tmp/my box", "catchline --data '/tmp/my box' calls"),
        ("/tmp/it's", #"catchline --data '/tmp/it'\''s' calls"#),
    ])
    func `The next command is about the box that was asked for`(directory: String?, command: String) {
        let failure = CommandFailure(what: "No.", why: "Because.", next: "catchline calls")
        #expect(failure.text(at: directory).hasSuffix("Next: \(command)"))
    }

    @Test func `A next command that names its box, or is none of ours, stays as it is`() {
        for command in ["catchline run --data /srv/box", "sudo systemctl start catchline", "df -h"] {
            #expect(NextCommand.at("/tmp/box", command) == command)
        }
    }

    @Test func `What an error quotes cannot steer the terminal`() {
        let failure = CommandFailure(what: "No\u{1B}[31m.", why: "a\nb\u{202E}", next: "catchline calls")
        #expect(failure.text == "No [31m.\na b\u{FFFD}\nNext: catchline calls")
    }

    @Test(arguments: [
        (["stauts"], "The nearest one is status.", "catchline status --help"),
        (["frobnicate"], "None of the commands is called anything like it.", "catchline --help"),
        (
            ["calls", "--since", "7w"],
            "The value '7w' is invalid for '--since <duration>'. How far back: 90s, 5m, 12h, 7d, 12mo.",
            "catchline calls list --help"
        ),
        (["demo", "--speed", "0"], "--speed 0.0 does not fit: 0.1 to 1000.", "catchline demo --help"),
        (["doctor", "--mend"], "Unknown option '--mend'.", "catchline doctor --help"),
    ])
    func `Wrong usage has three parts too`(arguments: [String], why: String, next: String) throws {
        let error = try #require(throws: (any Error).self) { try Catchline.parseAsRoot(arguments) }
        let failure = Catchline.failure(error)
        #expect(failure.why == why)
        #expect(failure.next == next)
    }

    @Test func `A setting that nothing reads yet says so`() throws {
        let lines = SettingText.lines(SettingReport.all(stored: [:])).filter {
            $0.contains("No effect yet in this version.")
        }
        #expect(
            lines.map { String($0.prefix { $0 != " " }) } == [
                "business.region", "owner.tell", "storage.keep_texts",
            ])
    }

    @Test func `A PIN that was changed is not shown`() {
        let report = SettingReport(.modemPIN, stored: [:])
        #expect(SettingText.changed(report, to: "4711") == "modem.pin is kept, and not shown.")
        #expect(SettingText.changed(report, to: "") == "modem.pin is forgotten.")
    }

    @Test func `A box that is stopped is set up, and says how to start it`() {
        let report = SetUpReport(Self.texts.settings, suggestedCountry: nil)
        let start = "catchline run --data /tmp/box"
        #expect(
            SetUpText(texts: Self.texts, startCommand: start).lines(report) == [
                "Catchline is set up for Hartley Plumbing. Missed calls are texted back once it runs.",
                "Next: catchline run --data /tmp/box",
            ])
    }

    @Test func `A list that was narrowed does not say that there is nothing`() {
        #expect(CallText(texts: Self.texts).lines([], isNarrowed: true) == ["No such call."])
        #expect(MessageText(texts: Self.texts).lines([], isNarrowed: true) == ["No such text."])
    }

    @Test(arguments: [
        (10.996, "11 s"), (119.4, "119 s"), (119.6, "1 min"), (7199, "119 min"), (90_000, "25 h"),
    ])
    func `A span is told in whole units`(seconds: Double, text: String) {
        #expect(Texts.span(seconds) == text)
    }

    @Test func `An error has three parts`() {
        let failure = CommandFailure(
            what: "Nothing was sent.", why: "It is a landline.", next: "catchline inbox")
        #expect(failure.text == "Nothing was sent.\nIt is a landline.\nNext: catchline inbox")
    }

    @Test func `The log of a modem reads as a conversation`() {
        let start = Date(timeIntervalSince1970: 1_795_183_331)
        let entries: [ModemRecording.Content] = [
            .opened, .sent(Array("AT+CSQ\r".utf8)), .received(Array("\r\n+CSQ: 22,99\r\n\r\nOK\r\n".utf8)),
            .sentAside(Array("AT+CLIP=1\r".utf8), port: 2), .overheard(Array("\r\nRING\r\n".utf8), port: 2),
            .told("state ready"), .asked("proceed 1.1"), .omitted(7), .closed,
        ]
        let recording = ModemRecording(entries: entries.map { .init(at: .zero, $0) })
        let event = ModemEventReport(
            at: Timestamp(start.addingTimeInterval(-1)), line: LineID(rawValue: "sim:1"),
            kind: "modem.registration", state: "searching")
        let unknown = ModemEventReport(
            at: Timestamp(start.addingTimeInterval(1)), line: LineID(rawValue: "sim:1"),
            kind: "modem.recovery", state: "soft_reset")

        let lines = ModemLogText(texts: Self.texts).lines(
            ModemLogEntry.list([event, unknown], recording, start: start))

        #expect(
            lines == [
                "Fri 20 Nov 2026", "14:02:10.000  kept    the network: searched for",
                "14:02:11.000  port    opened", "14:02:11.000  box     AT+CSQ",
                "14:02:11.000  modem   +CSQ: 22,99", "14:02:11.000  modem   OK",
                "14:02:11.000  box     to port 2: AT+CLIP=1", "14:02:11.000  port 2  RING",
                "14:02:11.000  fact    state ready", "14:02:11.000  wish    proceed 1.1",
                "14:02:11.000          ... 7 entries are no longer kept ...", "14:02:11.000  port    closed",
                "14:02:12.000  kept    recovery: soft reset",
            ])
    }
}
