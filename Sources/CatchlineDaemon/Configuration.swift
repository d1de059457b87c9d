package import Logging
import TOMLKit

/// How the box is wired: the TOML file and the options that win over it. What the owner sets is in the database.
package struct Configuration: Equatable, Sendable {
    /// The state directory; nil: the default of the command line.
    package var dataDirectory: String?
    /// `ADDRESS:PORT` of the web server.
    package var listen: String = "0.0.0.0:8080"
    /// What `--modem` takes, one each.
    package var modems: [String] = ["auto"]
    /// The directory with descriptions of further families of modems, a TOML file each; nil: none.
    package var modemProfiles: String?
    package var logLevel: Logger.Level = .info
    /// Whether the web server is on.
    package var web: Bool = true

    package init() {}

    /// Reads the text of a configuration file. `path` is only named in errors.
    package init(toml text: String, path: String) throws(StartupError) {
        self.init()
        for (key, value) in try TOMLText.table(text, path: path) {
            try apply(key: key, value: value, path: path)
        }
    }

    /// Reads the file at `path`.
    package init(contentsOf path: String) throws(StartupError) {
        try self.init(toml: try TOMLText.contents(of: path), path: path)
    }

    private enum Key: String, CaseIterable {
        case data
        case listen
        case modems
        case modemProfiles = "modem_profiles"
        case logLevel = "log_level"
        case web
    }

    private mutating func apply(key: String, value: any TOMLValueConvertible, path: String)
        throws(StartupError)
    {
        guard let known = Key(rawValue: key) else {
            throw TOMLText.unknownKey(key, in: path, among: Key.allCases.map(\.rawValue))
        }
        switch known {
        case .data: dataDirectory = try require(value.string, key, "a text", path)
        case .listen: listen = try require(value.string, key, "a text such as \"0.0.0.0:8080\"", path)
        case .modems: modems = try require(strings(value), key, "a list of texts such as [\"auto\"]", path)
        case .modemProfiles:
            modemProfiles = try require(
                value.string, key, "a directory such as \"/etc/catchline/modems.d\"", path)
        case .web: web = try require(value.bool, key, "true or false", path)
        case .logLevel:
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            logLevel = try require(
                value.string.flatMap(Logger.Level.init(rawValue:)), key, "one of \(levels)", path)
        }
    }

    private func strings(_ value: any TOMLValueConvertible) -> [String]? {
        guard let array = value.array else { return nil }
        let texts = array.map(\.string)
        return texts.contains(nil) ? nil : texts.compactMap(\.self)
    }

    private func require<Value>(
        _ value: Value?, _ key: String, _ expected: String, _ path: String
    ) throws(StartupError) -> Value {
        guard let value else { throw TOMLText.misfit(key, in: path, why: "It must be \(expected).") }
        return value
    }
}
