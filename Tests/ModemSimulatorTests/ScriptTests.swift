import ModemSimulator
import Testing

struct ScriptTests {
    @Test(arguments: [
        ("ring +447700900311", SimulatorAction.call(SimulatedCall(number: "+447700900311"))),
        (
            "ring 0770 5 every 2.5 silent",
            .call(SimulatedCall(number: "0770", rings: 5, interval: .milliseconds(2500), ending: .silence))
        ),
        ("withheld 2", .call(SimulatedCall(number: nil, rings: 2))),
        (
            "ring +44 1 answered 9",
            .call(SimulatedCall(number: "+44", rings: 1, ending: .answered(.seconds(9))))
        ),
        ("hangup", .callersGiveUp),
        ("text +447700900311 Hello there,\\nAnn", .text(from: "+447700900311", words: "Hello there,\nAnn")),
        ("report 12 +447700900311 70", .report(reference: 12, number: "+447700900311", status: 70)),
        ("line ^RSSI:18", .line("^RSSI:18")),
        ("fault hang 20", .fault(.hang(.seconds(20)))),
        ("fault inside +CMTI: \"SM\",3", .fault(.lineInsideAnswer("+CMTI: \"SM\",3"))),
        ("fault refuse 38", .fault(.refuseText(38))),
        ("fault lose_ack 5 unplug", .fault(.loseAcknowledgement(after: 5, isUnplugged: true))),
        ("fault lose_ack 0 reboot", .fault(.loseAcknowledgement(after: 0, isUnplugged: false))),
        ("unplug", .unplug),
        ("replug", .replug), ("sim 8944 23430", .sim(iccid: "8944", imsi: "23430")),
    ])
    func `An order is read`(text: String, action: SimulatorAction) {
        #expect(ScriptText.action(of: text) == action)
    }

    @Test(arguments: [
        "", "dance", "ring", "ring +44 x", "text +44", "fault", "fault dance", "ring +44 every",
    ])
    func `An order that makes no sense is refused`(text: String) {
        #expect(ScriptText.action(of: text) == nil)
    }

    @Test func `A script is read, its remarks are not, and a mistake names its line`() throws {
        #expect(
            try ScriptText.steps(of: "# a story\n2 ring +447700900311\n\n 30.5 hangup\n") == [
                ScriptStep(at: .seconds(2), .call(SimulatedCall(number: "+447700900311"))),
                ScriptStep(at: .milliseconds(30_500), .callersGiveUp),
            ])
        #expect(throws: ScriptText.Failure(line: 2, reason: "not understood: dance")) {
            try ScriptText.steps(of: "1 hangup\n2 dance")
        }
    }

    @Test func `A script runs by itself`() {
        var conversation = Conversation(
            script: [ScriptStep(at: .seconds(2), .call(SimulatedCall(number: "+447700900311", rings: 1)))])
        #expect(conversation.pass(.seconds(1)) == "")
        #expect(conversation.pass(.seconds(1)) == "RING")
        #expect(conversation.pass(.seconds(1)) == "NO CARRIER")
    }

    @Test func `An event is one line of JSON`() {
        let event = SimulatorEvent.textSent(number: "+447700900311", text: "\"Hi\",\nAnn \\ é\u{1}")
        #expect(
            event.json
                == #"{"event":"text_sent","number":"+447700900311","text":"\"Hi\",\nAnn \\ é\u0001"}"#)
        #expect(SimulatorEvent.callStarted(number: nil).json == #"{"event":"call_started","number":null}"#)
    }
}
