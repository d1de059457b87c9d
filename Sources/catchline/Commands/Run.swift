import ArgumentParser
import CatchlineDaemon

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watch the line: the daemon itself.",
        discussion: """
            A target is auto, a tty or a link to one, tcp://HOST:PORT, or simulated[:PROFILE]. One that is absent is
            waited for. Ends with SIGTERM or Ctrl-C.

            EXAMPLES
              catchline run
              catchline run --data ./data --modem /dev/ttyUSB2 --listen 127.0.0.1:8080
            """)

    @OptionGroup var global: GlobalOptions

    @Option(
        name: .long, help: ArgumentHelp("A modem; may be given again. Default: auto.", valueName: "target"))
    var modem: [String] = []

    @Option(name: .long, help: ArgumentHelp("Web server. Default: 0.0.0.0:8080.", valueName: "addr:port"))
    var listen: String?

    @Flag(name: .long, help: "No web server.")
    var noWeb = false

    func run() async throws {
        let directory = try global.dataDirectory()
        try await DaemonRunner.run(
            RunOptions(
                dataDirectory: directory.path, configurationFile: global.configurationFile, modems: modem,
                listen: listen, noWeb: noWeb))
    }
}
