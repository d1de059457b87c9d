import Foundation
import ReplyEngine
import TOMLKit

/// What the files that people write have in common: TOML, walked key by key rather than decoded. A decoder reports a
/// wrong type as a missing key, and a typing error in a key not at all.
enum TOMLText {
    static func contents(of path: String) throws(StartupError) -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw StartupError(
                what: "Cannot read \(path).", why: error.localizedDescription, next: "ls -l \(path)",
                exitCode: 2)
        }
    }

    /// - Parameter path: only named in errors.
    static func table(_ text: String, path: String) throws(StartupError) -> TOMLTable {
        do {
            return try TOMLTable(string: text)
        } catch {
            throw StartupError(
                what: "Cannot read \(path).", why: "It is not valid TOML: \(error)",
                next: "Correct the line and start again.", exitCode: 2)
        }
    }

    static func unknownKey(_ key: String, in path: String, among known: [String]) -> StartupError {
        StartupError(
            what: "Unknown key \"\(key)\" in \(path).",
            why: NearestName.of(key, among: known).map { "The nearest known key is \"\($0)\"." }
                ?? "No key has that name.",
            next: "Correct or remove the line and start again.", exitCode: 2)
    }

    static func misfit(_ key: String, in path: String, why: String) -> StartupError {
        StartupError(
            what: "The value of \"\(key)\" in \(path) does not fit.", why: why,
            next: "Correct the line and start again.", exitCode: 2)
    }
}
