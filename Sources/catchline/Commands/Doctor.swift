import ArgumentParser
import CatchlineDaemon
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
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let directory = try global.dataDirectory()
        let checks = try await lineChecks(directory) + [StorageCheck(directory).check()]
        if global.json {
            try Console.standard.print(jsonLines: checks)
        } else {
            Console.standard.print(lines: DoctorText(ink: Console.standard.ink).lines(checks))
        }
        if checks.contains(where: { $0.state == .fail }) { throw ExitCode(ExitStatus.failed) }
    }

    /// What the daemon knows; without it, that it does not run or answer, and the clock.
    private func lineChecks(_ directory: DataDirectory) async throws -> [DoctorCheck] {
        do {
            return try await ControlClient(directory: directory).send(.get("doctor")).decoded()
        } catch let failure as CommandFailure where failure.exitStatus == ExitStatus.notRunning {
            let why = "\(failure.what.dropLast()), so modem, SIM and network cannot be asked"
            return [
                DoctorCheck("daemon", .fail, why, fix: failure.next),
                DoctorCheck(clockTrust: BoxClock.system().now().trust),
            ]
        }
    }
}
