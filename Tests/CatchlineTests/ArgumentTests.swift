import ArgumentParser
import Foundation
import Testing

@testable import catchline

@Suite struct ArgumentTests {
    @Test(arguments: [
        ["--data", "/d", "--json", "calls", "--missed", "--since", "7d"],
        ["calls", "--missed", "--since", "7d", "--json", "--data", "/d"],
        ["--json", "calls", "--data=/d", "--missed", "--since", "7d"],
        ["calls", "list", "--json", "--missed", "--since=7d", "--data", "/d"],
    ])
    func `Global options may stand before or after the command`(arguments: [String]) throws {
        let command = try #require(try Catchline.parseAsRoot(arguments) as? Calls.List)
        #expect(command.global.data == "/d")
        #expect(command.global.json)
        #expect(command.missed)
        #expect(command.since == Since(argument: "7d"))
    }

    @Test(arguments: [
        ["calls", "why", "5", "--json"], ["--json", "calls", "why", "5"], ["calls", "--json", "why", "5"],
    ])
    func `Global options may stand before or after a command of a command`(arguments: [String]) throws {
        let command = try #require(try Catchline.parseAsRoot(arguments) as? Calls.Why)
        #expect(command.global.json)
        #expect(command.id == 5)
    }

    @Test func `What stands behind two dashes is a text, not an option`() throws {
        let command = try #require(
            try Catchline.parseAsRoot(["send", "07700900311", "--", "--json"]) as? Send)
        #expect(command.text == "--json")
        #expect(!command.global.json)
    }

    @Test func `Without a command the status is printed`() throws {
        #expect(try Catchline.parseAsRoot([]) is Catchline)
    }

    @Test func `A pause takes its time in one word or several`() throws {
        let command = try #require(try Catchline.parseAsRoot(["pause", "tomorrow", "8:00"]) as? PauseCommand)
        #expect(command.until == ["tomorrow", "8:00"])
    }

    @Test(arguments: ["", "7x", "-1", "seven", "1.5h", "99999999999d"])
    func `What is no duration is refused`(text: String) {
        #expect(throws: (any Error).self) { try Catchline.parseAsRoot(["calls", "--since", text]) }
    }

    @Test(arguments: [
        ["nothing"], ["calls", "--nothing"], ["send", "07700900311"], ["calls", "why"],
        ["calls", "why", "first"],
        ["completion", "tcsh"], ["--data"], ["optout", "add", "07700900311"], ["demo", "--speed", "0"],
        ["modem", "ussd"], ["modem", "ussd", "*100#", "--end"], ["modem", "divert", "set", "busy"],
        ["modem", "divert", "codes", "+447700900555", "--after", "12"],
        ["modem", "divert", "codes", "call me"], ["backup", "schedule", "hourly"],
        ["setup", "--restore", "box.backup", "--yes"], ["setup", "--restore", "box.backup", "--mode", "box"],
    ])
    func `Wrong usage exits 2`(arguments: [String]) async {
        #expect(await Catchline.run(arguments: arguments) == 2)
    }

    @Test(arguments: [
        "status", "send", "pause", "resume", "optout add", "messages release", "modem list", "modem info",
        "modem signal",
        "modem ussd",
        "modem divert show", "modem divert set", "modem divert clear", "modem divert codes", "modem reset",
        "modem allow", "modem at",
    ])
    func `A command that needs the daemon exits 3 without it`(name: String) async throws {
        let directory = try TemporaryDirectory()
        let rest =
            [
                "send": ["07700900311", "Hello"], "optout add": ["07700900311", "--reason", "asked"],
                "modem ussd": ["*100#"], "modem divert set": ["busy", "07700900311"],
                "modem divert clear": ["busy"],
                "modem at": ["AT+CSQ", "--yes"],
            ][name] ?? []
        let arguments = ["--data", directory.path] + name.split(separator: " ").map(String.init) + rest
        #expect(await Catchline.run(arguments: arguments) == 3)
    }

    @Test func `The codes for a phone need neither a daemon nor a modem`() async throws {
        let directory = try TemporaryDirectory()
        let codes = ["modem", "divert", "codes", "+447700900555", "--data", directory.path]
        #expect(await Catchline.run(arguments: codes) == 0)
        #expect(await Catchline.run(arguments: codes + ["--json", "--after", "15"]) == 0)
    }

    @Test(arguments: ["calls", "messages", "inbox", "optout"])
    func `A read of a directory without a database exits 1`(name: String) async throws {
        let directory = try TemporaryDirectory()
        #expect(await Catchline.run(arguments: [name, "--data", directory.path]) == 1)
    }

    @Test(arguments: [["--help"], ["send", "--help"], ["help", "calls"], ["--version"], ["version"]])
    func `Help is no failure`(arguments: [String]) async {
        #expect(await Catchline.run(arguments: arguments) == 0)
    }

    @Test func `Every command has two examples in its help`() {
        for command in Self.leaves(of: Catchline.self) {
            let help = command.helpMessage()
            let examples = help.split(separator: "\n").filter {
                $0.trimmingPrefix(while: \.isWhitespace).hasPrefix("catchline ")
            }
            #expect(examples.count >= 2, "\(command)")
        }
    }

    private static func leaves(of command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
        // `pdu` takes JSON Lines from programs.
        [command]
            + command.configuration.subcommands.filter { $0 != PDUCommand.self }.flatMap { leaves(of: $0) }
    }
}
