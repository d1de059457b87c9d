import Foundation

/// What the command line says about a run; it wins over the configuration file.
package struct RunOptions: Equatable, Sendable {
    package var dataDirectory: String
    package var configurationFile: String?
    /// What `--modem` was given; empty: the configuration's.
    package var modems: [String]
    /// `ADDRESS:PORT`
    package var listen: String?
    package var noWeb: Bool

    package init(
        dataDirectory: String, configurationFile: String? = nil, modems: [String] = [], listen: String? = nil,
        noWeb: Bool = false
    ) {
        self.dataDirectory = dataDirectory
        self.configurationFile = configurationFile
        self.modems = modems
        self.listen = listen
        self.noWeb = noWeb
    }

    /// The configuration file with these options over it.
    func configuration() throws(StartupError) -> Configuration {
        var configuration = Configuration()
        if let configurationFile {
            configuration = try Configuration(contentsOf: configurationFile)
            if configuration.modemProfiles == nil {
                configuration.modemProfiles = neighbour(of: configurationFile)
            }
        }
        if !modems.isEmpty { configuration.modems = modems }
        if let listen { configuration.listen = listen }
        if noWeb { configuration.web = false }
        return configuration
    }

    /// `modems.d` beside the configuration file, if it is there.
    private func neighbour(of file: String) -> String? {
        let path = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("modems.d")
            .path
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && isDirectory.boolValue
            ? path : nil
    }
}
