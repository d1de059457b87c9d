import Foundation
import Glibc

/// Whether a disk keeps what it says it has kept: numbered records, each synced before its number is told. After the power
/// was pulled, the last number that was told must be there. Some cards say so too early, and no program can help it.
struct DiskTrial {
    /// One sector, so that the next record never touches this one.
    static let recordLength = 512
    private static let magic = Array("Catchline disk trial".utf8)

    let path: String

    var isBegun: Bool { access(path, F_OK) == 0 }

    /// Writes records until `told`, who hears of each that is safe, has enough.
    func write(_ told: (Int) -> Bool) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("made", path) }
        defer { close(descriptor) }
        try syncDirectory()
        var number = 0
        repeat {
            number += 1
            let record = Self.record(number)
            guard Glibc.write(descriptor, record, record.count) == record.count, fsync(descriptor) == 0 else {
                throw Self.failure("written", path)
            }
        } while told(number)
    }

    /// The number of the last record of an unbroken row from the first on.
    func lastKept() throws -> Int {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("read", path) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: Self.recordLength)
        var number = 0
        while read(descriptor, &buffer, buffer.count) == buffer.count, buffer == Self.record(number + 1) {
            number += 1
        }
        return number
    }

    func remove() {
        unlink(path)
    }

    private static func record(_ number: Int) -> [UInt8] {
        let mark = magic + withUnsafeBytes(of: UInt64(number).bigEndian, Array.init)
        return (0..<recordLength).map { mark[$0 % mark.count] }
    }

    /// The name of the file outlives the power cut too.
    private func syncDirectory() throws {
        let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("opened", directory) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw Self.failure("written", directory) }
    }

    private static func failure(_ what: String, _ path: String) -> CommandFailure {
        CommandFailure(
            what: "The disk cannot be tried.",
            why: "\(path) cannot be \(what): \(String(cString: strerror(errno))).",
            next: "df -h \(path)")
    }
}

/// `doctor --disk`: the first time it writes, the second time it looks.
struct DiskTrialTalk {
    private static let most = 100_000

    let trial: DiskTrial
    let console: Console

    func run() throws {
        if trial.isBegun { try look() } else { try begin() }
    }

    private func begin() throws {
        console.print(
            """
            The disk is written to, and each number below is that of a write that it calls safe. Pull the power plug now and \
            then, best with this window open on another computer. After the restart: catchline doctor --disk
            """)
        try trial.write { number in
            console.print("\(number)")
            // To the screen before the next one, wherever that is.
            fflush(nil)
            return number < Self.most
        }
        trial.remove()
        console.print("Nobody pulled the plug, so nothing was tried. Again: catchline doctor --disk")
    }

    private func look() throws {
        let kept = try trial.lastKept()
        guard let line = console.ask("The last number on the screen before the power went: "),
            let seen = Int(line.trimmingCharacters(in: .whitespaces))
        else {
            throw CommandFailure(
                what: "The disk was not judged.", why: "The last number was not said.",
                next: "catchline doctor --disk", exitStatus: ExitStatus.usage)
        }
        trial.remove()
        guard kept >= seen else {
            throw CommandFailure(
                what: "This disk lies: it had called \(seen) writes safe, and \(kept) are there.",
                why: "A text that was deleted from the SIM could be lost with the power.",
                next: "put another card in, then catchline doctor --disk")
        }
        console.print("Good: \(seen) writes were called safe, and \(kept) are there.")
    }
}
