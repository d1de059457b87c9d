import ArgumentParser
import CatchlineDaemon
import Foundation
import Storage
import Telephony
import WebInbox

struct ModemLog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "What became of a modem, and what went over its port in the last minutes.",
        discussion: """
            Numbers, names, texts and PINs of the conversation are masked. --export writes the conversation to a file
            that can be given away, and that the tests of Catchline replay. On a box that is stopped: what it has kept,
            with the last recording of a modem that was in trouble.

            EXAMPLES
              catchline modem log --since 1h
              catchline modem log --export stick.recording
            """)

    @OptionGroup var global: GlobalOptions

    @Option(
        name: .long,
        help: ArgumentHelp("Which modem, where there are several: id, line or target.", valueName: "id"))
    var modem: String?

    @Option(
        name: .long, help: ArgumentHelp("How far back: 90s, 5m, 12h, 7d, 12mo.", valueName: "duration"))
    var since: Since?

    @Option(
        name: .long, help: ArgumentHelp("Write the conversation to a file.", valueName: "file"),
        completion: .file())
    var export: String?

    func run() async throws {
        let directory = try global.dataDirectory()
        do {
            try await show(RunningModemLog(directory: directory, modem: modem, since: since))
        } catch let failure as CommandFailure where failure.exitStatus == ExitStatus.notRunning {
            let kept = KeptModemLog(global: global, directory: directory, modem: modem, since: since)
            try await show(kept, insteadOf: failure)
        }
    }

    private func show(_ source: some ModemLogSource, insteadOf failure: CommandFailure? = nil) async throws {
        if let export {
            guard let recording = try await source.recording() else {
                throw CommandFailure(
                    what: "Nothing was exported.",
                    why: "Catchline is not running, and no modem was in trouble before: nothing was kept.",
                    next: failure?.next ?? "catchline doctor")
            }
            return try write(recording, to: export)
        }
        let entries = try await source.entries()
        if global.json { return try Console.standard.print(jsonLines: entries) }
        if failure != nil {
            Console.standard.printError("Catchline is not running. This is what it has kept.")
        }
        Console.standard.print(lines: ModemLogText(texts: try global.texts()).lines(entries))
    }

    private func write(_ recording: String, to path: String) throws {
        let isMade = FileManager.default.createFile(
            atPath: path, contents: Data(recording.utf8), attributes: [.posixPermissions: 0o600])
        guard isMade else {
            throw CommandFailure(
                what: "Cannot write \(path).", why: "The file cannot be made there.",
                next: "ls -ld \(NextCommand.quoted(path))")
        }
        guard !global.json else { return }
        Console.standard.print("Written to \(path). Numbers, names, texts and PINs in it are masked.")
    }
}

/// Where a log comes from.
private protocol ModemLogSource {
    func entries() async throws -> [ModemLogEntry]
    /// Nil if none was kept.
    func recording() async throws -> String?
}

/// The running daemon knows all of it.
private struct RunningModemLog: ModemLogSource {
    let directory: DataDirectory
    let modem: String?
    let since: Since?

    func entries() async throws -> [ModemLogEntry] {
        let start = since.map { [(name: "since", value: "\(Timestamp($0.date(now: Date())))")] } ?? []
        let request = ControlRequest.get("modems/log", query: choice + start)
        return try await ControlClient(directory: directory).send(request).decoded()
    }

    func recording() async throws -> String? {
        let request = ControlRequest.get("modems/recording", query: choice)
        return String(
            decoding: try await ControlClient(directory: directory).send(request).get(), as: UTF8.self)
    }

    private var choice: [(name: String, value: String)] { modem.map { [(name: "modem", value: $0)] } ?? [] }
}

/// What a box that is stopped has kept: events of its lines, and the last recording of a modem in trouble.
private struct KeptModemLog: ModemLogSource {
    let global: GlobalOptions
    let directory: DataDirectory
    let modem: String?
    let since: Since?

    func entries() throws -> [ModemLogEntry] {
        let start = since?.date(now: BoxClock.system().now().wall)
        let line = modem.flatMap { $0.hasPrefix("sim:") ? LineID(rawValue: $0) : nil }
        let events = try global.read { try $0.modemEvents(line: line, since: start) }
        let recording = kept
        return ModemLogEntry.list(events, recording, start: recording?.start ?? .distantPast)
            .filter { entry in start.map { $0 <= entry.at.date } ?? true }
    }

    func recording() -> String? { kept?.text }

    private var kept: ModemRecording? {
        directory.keptRecordings().last { recording in
            modem.map { name in recording.heads.contains { $0.value == name } } ?? true
        }
    }
}
