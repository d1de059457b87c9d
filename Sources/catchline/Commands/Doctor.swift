import ArgumentParser
import CatchlineDaemon
import Storage
import Telephony
import WebInbox

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check everything, in words.",
        discussion: """
            Works with the daemon running or stopped. Exits 1 if a check fails.

            EXAMPLES
              catchline doctor
              catchline doctor --json
              catchline doctor --disk
            """)

    @OptionGroup var global: GlobalOptions

    @Flag(name: .long, help: "Try whether the disk keeps what it has, when you pull the power plug.")
    var disk = false

    func run() async throws {
        let directory = try global.dataDirectory()
        if disk {
            let trial = DiskTrial(path: directory.path + "/disk-trial")
            return try DiskTrialTalk(trial: trial, console: .standard).run()
        }
        let checks =
            try await lineAndSystemChecks(directory) + [StorageCheck(directory).check()]
            + BackupShelf(directory).checks(now: BoxClock.system().now().wall)
        if global.json {
            try Console.standard.print(jsonLines: checks)
        } else {
            Console.standard.print(lines: DoctorText(ink: Console.standard.ink).lines(checks))
        }
        if checks.contains(where: { $0.state == .fail }) { throw ExitCode(ExitStatus.failed) }
    }

    /// What the daemon knows; without it, that it does not run or answer, and the clock. What can be seen of the
    /// machine is looked at from here: as root, more of it is seen than the daemon may see.
    private func lineAndSystemChecks(_ directory: DataDirectory) async throws -> [DoctorCheck] {
        let client = ControlClient(directory: directory)
        do {
            let modems = try await client.send(.get("status")).decoded(as: StatusReport.self).modems
            let troubled = modems.filter { [.failed, .recovering].contains($0.state) }.map(\.target)
            let lines = try await client.send(.get("doctor")).decoded(as: [DoctorCheck].self)
            return lines
                + SystemChecks().all(targets: modems.map(\.target), troubled: Set(troubled), daemonRuns: true)
        } catch let failure as CommandFailure where failure.exitStatus == ExitStatus.notRunning {
            let why = "\(failure.what.dropLast()), so modem, SIM and network cannot be asked"
            return [
                DoctorCheck("daemon", .fail, why, fix: failure.next),
                DoctorCheck(clockTrust: BoxClock.system().now().trust),
            ] + SystemChecks().all(targets: [], troubled: [], daemonRuns: false)
        }
    }
}
