import ArgumentParser
import CatchlineDaemon
import Foundation
import Glibc
import ReplyEngine
import Storage
import WebInbox

struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "See and change how it behaves.",
        discussion: """
            EXAMPLES
              catchline settings list
              catchline settings set reply.delay 10
            """,
        subcommands: [List.self, Get.self, Change.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Every setting with its value, default, unit and meaning.",
            discussion: """
                EXAMPLES
                  catchline settings list
                  catchline settings list --json
                """)

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let reports = SettingReport.all(stored: try global.storedSettings())
            if global.json {
                try Console.standard.print(jsonLines: reports)
            } else {
                Console.standard.print(lines: SettingText.lines(reports))
            }
        }
    }

    struct Get: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One setting.",
            discussion: """
                EXAMPLES
                  catchline settings get reply.delay
                  catchline settings get business.company --json
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "Its name, as listed.")
        var key: String

        func run() throws {
            let setting = try CommandFailure.explaining { try SettingKey(named: key) }
            let stored = try global.storedSettings()
            let report = try CommandFailure.explaining {
                try SettingReport(readable: setting, stored: stored)
            }
            if global.json {
                try Console.standard.print(json: report)
            } else {
                Console.standard.print(SettingText.value(report))
            }
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Change a setting.",
            discussion: """
                Works with the daemon running or stopped. Without a value it is asked for, or read from standard input:
                a PIN need not stand on the command line.

                EXAMPLES
                  catchline settings set numbers.foreign FR,DE
                  catchline settings set modem.pin
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "Its name, as listed.")
        var key: String

        @Argument(help: "What it is to be.")
        var value: String?

        func run() async throws {
            let setting = try CommandFailure.explaining { try SettingKey(named: key) }
            let text = try value ?? Self.ask(setting)
            let box = try await SettableBox(try global.dataDirectory())
            var request = ControlRequest(method: "PUT", path: "settings")
            request.body = try JSONLine.data([setting.rawValue: text])
            let reports = try await box.send(request).elements()
            if global.json {
                try Console.standard.print(jsonLines: reports)
            } else {
                let report = SettingReport(setting, stored: try global.storedSettings())
                Console.standard.print(SettingText.changed(report, to: text))
            }
        }

        private static func ask(_ key: SettingKey) throws -> String {
            let question = "\(key.rawValue): "
            if SettingDefinition.of(key).isWriteOnly, Console.standard.isInteractive,
                let typed = getpass(question)
            {
                return String(cString: typed)
            }
            let answer = Console.standard.isInteractive ? Console.standard.ask(question) : readLine()
            guard let answer else {
                throw CommandFailure(
                    what: "\(key.rawValue) was not changed.", why: "No value was given.",
                    next: "catchline settings set \(key.rawValue) VALUE", exitStatus: ExitStatus.usage)
            }
            return answer
        }
    }
}
