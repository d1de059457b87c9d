import ArgumentParser
import CatchlineDaemon
import Foundation

/// The options that every command takes, before or after its name.
struct GlobalOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("State directory.", valueName: "dir"), completion: .directory)
    var data: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Configuration; default /etc/catchline/catchline.toml if it exists.", valueName: "file"),
        completion: .file(extensions: ["toml"]))
    var config: String?

    @Flag(name: .long, help: "JSON instead of text.")
    var json = false

    private static let standardConfiguration = "/etc/catchline/catchline.toml"

    /// The file that `--config` names, else the usual one if it is there.
    var configurationFile: String? {
        if let config { return config }
        return FileManager.default.fileExists(atPath: Self.standardConfiguration)
            ? Self.standardConfiguration : nil
    }

    /// `--data`, else the configuration's directory, else the usual one.
    func dataDirectory() throws -> DataDirectory {
        if let data { return DataDirectory(data) }
        if let file = configurationFile, let named = try Configuration(contentsOf: file).dataDirectory {
            return DataDirectory(named)
        }
        return DataDirectory.standard(environment: ProcessInfo.processInfo.environment)
    }
}
