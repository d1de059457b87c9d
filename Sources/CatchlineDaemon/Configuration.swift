import Foundation
package import Logging
import ReplyEngine
import TOMLKit

/// How the box is wired: the TOML file and the options that win over it. What the owner sets is in the database.
package struct Configuration: Equatable, Sendable {
    /// The state directory; nil: the default of the command line.
    package var dataDirectory: String?
    /// `ADDRESS:PORT` of the web server.
    package var listen: String = "0.0.0.0:8080"
    /// What `--modem` takes, one each.
    package var modems: [String] = ["auto"]
    package var logLevel: Logger.Level = .info
    /// Whether the web server is on.
    package var web: Bool = true

    package init() {}

    /// Reads the text of a configuration file. `path` is only named in errors.
    ///
    /// The file is walked key by key rather than decoded: a decoder reports a wrong type as a missing key, and a typing
    /// error in a key not at all.
    package init(toml text: String, path: String) throws(StartupError) {
        self.init()
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch {
            throw StartupError(
                what: "Cannot read \(path).", why: "It is not valid TOML: \(error)",
                next: "Correct the line and start again.", exitCode: 2)
        }
        for (key, value) in table {
            try apply(key: key, value: value, path: path)
        }
    }

    /// Reads the file at `path`.
    package init(contentsOf path: String) throws(StartupError) {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw StartupError(
                what: "Cannot read the configuration \(path).", why: error.localizedDescription,
                next: "ls -l \(path)", exitCode: 2)
        }
        try self.init(toml: text, path: path)
    }

    private enum Key: String, CaseIterable {
        case data
        case listen
        case modems
        case logLevel = "log_level"
        case web
    }

    private mutating func apply(key: String, value: any TOMLValueConvertible, path: String)
        throws(StartupError)
    {
        guard let known = Key(rawValue: key) else {
            let nearest = NearestName.of(key, among: Key.allCases.map(\.rawValue))
            throw StartupError(
                what: "Unknown key \"\(key)\" in \(path).",
                why: nearest.map { "The nearest known key is \"\($0)\"." } ?? "No key has that name.",
                next: "Correct or remove the line and start again.", exitCode: 2)
        }
        switch known {
        case .data: dataDirectory = try require(value.string, key, "a text", path)
        case .listen: listen = try require(value.string, key, "a text such as \"0.0.0.0:8080\"", path)
        case .modems: modems = try require(strings(value), key, "a list of texts such as [\"auto\"]", path)
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
        guard let value else {
            throw StartupError(
                what: "The value of \"\(key)\" in \(path) does not fit.", why: "It must be \(expected).",
                next: "Correct the line and start again.", exitCode: 2)
        }
        return value
    }
}
