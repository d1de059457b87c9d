import ArgumentParser
import CatchlineDaemon

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show it on a simulated modem with invented customers.",
        discussion: """
            Own temporary data; nothing leaves this machine. Ctrl-C ends it.

            EXAMPLES
              catchline demo
              catchline demo --speed 10 --seed 7
            """)

    @OptionGroup var global: GlobalOptions

    @Option(name: .long, help: "How many times faster than life, 0.1 to 1000.")
    var speed = 1.0

    @Option(name: .long, help: ArgumentHelp("Web server. Default: 127.0.0.1:8088.", valueName: "addr:port"))
    var listen: String?

    @Option(name: .long, help: "The same number gives the same story.")
    var seed: UInt64 = 1

    func validate() throws {
        guard (0.1...1000).contains(speed) else {
            throw ValidationError("--speed \(speed) does not fit: 0.1 to 1000.")
        }
    }

    func run() async throws {
        try await DaemonRunner.demo(speed: speed, listen: listen, seed: seed)
    }
}
