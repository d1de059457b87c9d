import ArgumentParser
import Foundation
import Numbering
import ReplyEngine
import Storage
import Telephony
import WebInbox

struct ModemDivert: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "divert",
        abstract: "Where the network sends calls that are not taken.",
        discussion: """
            show, set and clear are about the SIM in the box; codes prints what to type into your own phone.
            WHEN is no-answer, busy, unreachable, conditional (these three; also voicemail), unconditional or all.

            EXAMPLES
              catchline modem divert show
              catchline modem divert codes "07700 900555"
            """,
        subcommands: [Show.self, Set.self, Clear.self, Codes.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask the network.",
            discussion: """
                EXAMPLES
                  catchline modem divert show
                  catchline modem divert show --json
                """)

        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: ModemOption

        func run() async throws {
            let modem = try await ModemClient(global, choice)
            Progress.say("Asking the network ...", global)
            let diverts: [DivertReport] = try await modem.send(modem.get("divert")).decoded()
            if global.json { return try Console.standard.print(jsonLines: diverts) }
            Console.standard.print(lines: DivertText(texts: try global.texts()).lines(diverts))
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Divert calls to another number; you pay for them.",
            discussion: """
                EXAMPLES
                  catchline modem divert set no-answer "07700 900999" --after 20
                  catchline modem divert set busy +447700900999
                """)

        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: ModemOption

        @Argument(help: "When: no-answer, busy, unreachable, conditional, unconditional, all.")
        var when: String

        @Argument(help: "As you dial it, or with a plus and the country code.")
        var number: String

        @Option(
            name: .long,
            help: ArgumentHelp("How long it rings before: 5 to 30 in fives.", valueName: "seconds"))
        var after: Int?

        func run() async throws {
            var request = try ControlRequest.post(
                "modems/divert", Wish(modem: choice.modem, reason: when, number: number, after: after))
            request.method = "PUT"
            try await change(request, global, choice)
        }
    }

    struct Clear: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Divert calls no more, and tell how to put it back.",
            discussion: """
                EXAMPLES
                  catchline modem divert clear voicemail
                  catchline modem divert clear no-answer
                """)

        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: ModemOption

        @Argument(help: "When: no-answer, busy, unreachable, voicemail, conditional, unconditional, all.")
        var when: String

        func run() async throws {
            var request = try ControlRequest.post("modems/divert", Wish(modem: choice.modem, reason: when))
            request.method = "DELETE"
            try await change(request, global, choice)
        }
    }

    private static func change(
        _ request: ControlRequest, _ global: GlobalOptions, _ choice: ModemOption
    ) async throws {
        let modem = try await ModemClient(global, choice)
        Progress.say("Asking the network ...", global)
        let report: DivertChangeReport = try await modem.send(request).decoded()
        if global.json { return try Console.standard.print(json: report) }
        Console.standard.print(lines: DivertText(texts: try global.texts()).change(report, of: choice))
    }

    private struct Wish: Encodable {
        var modem: String?
        var reason: String
        var number: String?
        var after: Int?
    }
}

extension ModemDivert {
    struct Codes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What to type into your own phone, and to call, so that it diverts to the box.",
            discussion: """
                Without a number: that of the SIM in the box, if the SIM tells it.

                EXAMPLES
                  catchline modem divert codes "07700 900555"
                  catchline modem divert codes +447700900555 --after 15 --json
                """)

        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: ModemOption

        @Argument(help: "The number of the SIM in the box.")
        var number: String?

        @Option(
            name: .long,
            help: ArgumentHelp("How long it rings before: 5 to 30 in fives.", valueName: "seconds"))
        var after: Int?

        func run() async throws {
            guard let time = after.map({ DivertTime(seconds: $0) }) ?? .standard else {
                throw CommandFailure(.badDivertTime("\(after ?? 0)"), exitStatus: ExitStatus.usage)
            }
            let digits = try digits(of: try await typedNumber())
            let codes = [DivertReason.noReply, .busy, .unreachable, .conditional].map {
                DivertCodesReport(DivertCodes($0, to: digits, after: time))
            }
            if global.json { return try Console.standard.print(jsonLines: codes) }
            Console.standard.print(lines: DivertText.codes(codes))
        }

        private func typedNumber() async throws -> String {
            if let number { return number }
            let modem = try await ModemClient(global, choice)
            let report: ModemReport = try await modem.send(modem.get("one")).decoded()
            if let number = report.ownNumber { return number }
            throw CommandFailure(
                what: "The number of the box is not known.", why: "Its SIM does not tell it.",
                next: "catchline modem divert codes NUMBER", exitStatus: ExitStatus.usage)
        }

        private func digits(of typed: String) throws -> String {
            let country = Settings(try global.storedSettings()).country
            do {
                return try DivertNumber(typed, homeCountry: country).digits
            } catch let error as TypedNumberError {
                throw CommandFailure(
                    what: error.what, why: error.why, next: error.next, exitStatus: ExitStatus.usage)
            } catch let problem as Problem {
                throw CommandFailure(problem)
            }
        }
    }
}
