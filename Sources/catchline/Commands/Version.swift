import ArgumentParser
import CatchlineDaemon

struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the version.",
        discussion: """
            EXAMPLES
              catchline version
              catchline version --json
            """)

    @OptionGroup var global: GlobalOptions

    func run() throws {
        if global.json {
            try Console.standard.print(json: ["version": Release.version])
        } else {
            print("catchline \(Release.version)")
        }
    }
}
