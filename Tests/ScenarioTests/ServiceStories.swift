import CatchlineDaemon
import ModemSimulator
import Storage
import Telephony
import Testing
import WebInbox

@testable import catchline

/// What people ask of a modem that runs, from the command line to the far end and back.
@Suite(.timeLimit(.minutes(3))) struct ServiceStories {
    private static func send(_ box: Box, _ request: ControlRequest) async throws -> ControlAnswer {
        try await ControlClient(directory: box.directory).send(request, patience: .seconds(30))
    }

    private static func ussd(_ box: Box, _ code: String) async throws -> USSDReply {
        try await send(box, .post("modems/ussd", ["code": code])).decoded()
    }

    private static func run(_ box: Box, _ arguments: String...) async -> Int32 {
        await Catchline.run(arguments: ["modem"] + arguments + ["--data", box.directory.path])
    }

    @Test(arguments: ["generic", "huawei", "simcom4g", "quectel"])
    func `A service code is answered in words by every family`(name: String) async throws {
        let profile = try #require(SimulatorProfile.named(name))
        try await Box.run(profile: profile) { box in
            try await box.untilReady()
            #expect(try await Self.ussd(box, "*100#").text == "Your balance is 12.50 GBP.")
            #expect(try await Self.ussd(box, "*123#").text == "Баланс 150 руб.")
            #expect(try await Self.send(box, .post("modems/ussd", ["code": "*999#"])).status == 503)
        }
    }

    @Test(arguments: ["generic", "huawei"])
    func `A menu of the network is walked through`(name: String) async throws {
        let profile = try #require(SimulatorProfile.named(name))
        try await Box.run(profile: profile) { box in
            try await box.untilReady()
            let menu = try await Self.ussd(box, "*111#")
            #expect(menu.text == "1 Balance\n2 Own number")
            #expect(menu.wantsAnswer)
            let answer = try await Self.ussd(box, "2")
            #expect(answer.text == "07700 900555")
            #expect(!answer.wantsAnswer)
        }
    }

    @Test func `A call that comes while the network thinks is answered at once`() async throws {
        var simulated = SimulatorSettings()
        simulated.serviceDelay = .seconds(60)
        try await Box.run(simulated: simulated) { box in
            try await box.untilReady()
            async let reply = Self.ussd(box, "*100#")
            try await box.far.first { if case .serviceCodeReceived = $0 { true } else { false } }

            box.simulator.ring(Box.grace)
            _ = try await box.message(in: .sent)

            #expect(box.far.texts.count == 1)
            #expect(try await reply.text == "Your balance is 12.50 GBP.")
        }
    }

    @Test func `Diverts are set, shown and cleared`() async throws {
        try await Box.run { box in
            try await box.untilReady()
            #expect(await Self.run(box, "divert", "set", "no-answer", "07700 900999", "--after", "15") == 0)
            let diverts: [DivertReport] = try await Self.send(box, .get("modems/divert")).decoded()
            #expect(diverts.filter { $0.isActive == true }.map(\.number) == ["+447700900999"])
            #expect(diverts.compactMap(\.after) == [15])
            #expect(await Self.run(box, "divert", "clear", "voicemail") == 0)
            #expect(box.far.events.contains(.divertsChanged(0)))
        }
    }

    @Test func `A modem is reset on request, and comes back`() async throws {
        try await Box.run(profile: .simcom2G) { box in
            try await box.untilReady()
            #expect(await Self.run(box, "reset") == 0)
            try await box.far.first { $0 == .restarted }

            box.simulator.deliver("Hello", from: Box.grace)

            #expect(try await box.message(in: .received).text == "Hello")
        }
    }

    @Test func `Every command ends as it should`() async throws {
        try await Box.run { box in
            try await box.untilReady()
            #expect(await Self.run(box) == 0)
            #expect(await Self.run(box, "info", "--json") == 0)
            #expect(await Self.run(box, "signal") == 0)
            #expect(await Self.run(box, "ussd", "*100#") == 0)
            #expect(await Self.run(box, "ussd", "*999#") == 4)
            #expect(await Self.run(box, "ussd", "call me") == 2)
            #expect(await Self.run(box, "ussd", "--end", "--json") == 0)
            #expect(await Self.run(box, "divert", "show", "--json") == 0)
            #expect(await Self.run(box, "divert", "codes") == 2)
            #expect(await Self.run(box, "divert", "codes", "07700 900555") == 0)
            #expect(await Self.run(box, "at", "AT+CSQ", "--yes") == 0)
            #expect(await Self.run(box, "at", "AT+CSQ") == 2)
            #expect(await Self.run(box, "at", "AT+CMGS=10", "--yes") == 2)
            #expect(await Self.run(box, "at", "AT+WHATEVER", "--yes") == 1)
            #expect(await Self.run(box, "info", "--modem", "/dev/ttyUSB9") == 1)
        }
    }

    @Test func `No text from outside makes a command of its own`() async throws {
        let hostile = [
            "*100#\r\nAT+CPOF\r", "\u{1A}", "\u{1B}", "1\";+CPOF;\"", "*100#\";+CPOF", "AT+CPOF", "１２３",
        ]
        try await Box.run { box in
            try await box.untilReady()
            for text in hostile {
                _ = try await Self.send(box, .post("modems/ussd", ["code": text]))
                var divert = try ControlRequest.post("modems/divert", ["reason": "busy", "number": text])
                divert.method = "PUT"
                _ = try await Self.send(box, divert)
                _ = try await Self.send(box, .post("modems/command", HostileCommand(line: text)))
            }
            #expect(try await Self.ussd(box, "*100#").text == "Your balance is 12.50 GBP.")
            let lines = box.far.events.compactMap {
                if case .commandReceived(let line) = $0 { line } else { nil }
            }
            #expect(!lines.contains { $0.contains("CPOF") })
            #expect(lines.filter { $0.hasPrefix("AT+CUSD") } == ["AT+CUSD=1,\"*100#\",15"])
        }
    }

    @Test func `A modem that is pulled out while it is asked is told of`() async throws {
        var simulated = SimulatorSettings()
        simulated.serviceDelay = .seconds(600)
        try await Box.run(simulated: simulated) { box in
            try await box.untilReady()
            async let answer = Self.send(box, .post("modems/ussd", ["code": "*100#"]))
            try await box.far.first { if case .serviceCodeReceived = $0 { true } else { false } }
            box.simulator.perform(.unplug)
            #expect(try await answer.status == 503)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `A box that is stopped while it asks ends in time`() async throws {
        var simulated = SimulatorSettings()
        simulated.serviceDelay = .seconds(600)
        let box = try KillableBox(simulated: simulated)
        defer { box.cleanUp() }
        let program = try box.start()
        try await box.untilReady()
        async let status = Catchline.run(arguments: ["modem", "ussd", "*100#", "--data", box.directory.path])
        try await box.far.first { if case .serviceCodeReceived = $0 { true } else { false } }

        program.terminate()
        #expect(await program.exit() == .finished)
        #expect(await status == 4)
    }
}

private struct HostileCommand: Encodable {
    var line: String
    var yes = true
}
