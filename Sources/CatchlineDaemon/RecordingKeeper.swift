import Foundation
import Logging
import ModemDriver
import ServiceLifecycle
package import Telephony
import WebInbox

/// Writes the recordings of modems that are in trouble to the data directory: a few files of bounded size, and none
/// while all is well. They are for a person who asks what happened, so that one that a power cut takes is no loss.
struct RecordingKeeper: Service {
    let directory: DataDirectory
    let watch: TroubleWatch
    let clock: BoxClock
    let logger: Logger
    let recording: @Sendable (_ target: String) async -> ModemRecording?

    func run() async throws {
        var shelf = RecordingShelf(directory: directory.recordings)
        for await target in watch.troubles.cancelOnGracefulShutdown() {
            guard let recording = await recording(target), !recording.isSilent else { continue }
            let now = clock.now()
            do {
                try shelf.keep(
                    recording.dated(now: now, version: Release.version), of: target, at: now)
            } catch {
                logger.warning("Cannot keep a recording of \(target) in \(directory.recordings): \(error)")
            }
        }
    }
}

/// The files, and when they were written.
struct RecordingShelf {
    static let fileEnding = ".recording"
    /// The oldest makes room.
    static let mostFiles = 8
    /// What happens within this belongs to one story, and to one file.
    static let story = Duration.seconds(10 * 60)
    /// A modem that comes and goes shall not wear the card.
    static let mostWritesAnHour = 6

    let directory: String
    private var written: [String: [MonotonicInstant]] = [:]
    private var current: [String: (file: String, since: MonotonicInstant)] = [:]

    init(directory: String) {
        self.directory = directory
    }

    mutating func keep(_ recording: ModemRecording, of target: String, at now: Moment) throws {
        let recent = (written[target] ?? []).filter { $0.duration(to: now.monotonic) < .seconds(3600) }
        guard recent.count < Self.mostWritesAnHour else { return }
        written[target] = recent + [now.monotonic]
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let path = directory + "/" + file(of: target, at: now)
        let draft = path + ".new"
        guard
            FileManager.default.createFile(
                atPath: draft, contents: Data(recording.text.utf8), attributes: [.posixPermissions: 0o600]),
            rename(draft, path) == 0
        else { throw CocoaError(.fileWriteUnknown) }
        prune()
    }

    private mutating func file(of target: String, at now: Moment) -> String {
        if let (file, since) = current[target], since.duration(to: now.monotonic) < Self.story { return file }
        let place = target.split(separator: "/").last.map(String.init) ?? target
        let name = place.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }.prefix(40)
        let time = now.wall.formatted(.iso8601.timeSeparator(.omitted))
        let file = "\(time)-\(name)\(Self.fileEnding)"
        current[target] = (file, now.monotonic)
        return file
    }

    private func prune() {
        for name in Self.files(in: directory).dropLast(Self.mostFiles) {
            unlink(directory + "/" + name)
        }
    }

    /// Names of the kept files, oldest first.
    static func files(in directory: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.filter { $0.hasSuffix(fileEnding) }.sorted()
    }
}

extension DataDirectory {
    /// The recordings of modems in trouble that were kept, oldest first.
    package func keptRecordings() -> [ModemRecording] {
        RecordingShelf.files(in: recordings).compactMap { name in
            (try? String(contentsOfFile: recordings + "/" + name, encoding: .utf8))
                .flatMap { ModemRecording(text: $0) }
        }
    }
}
