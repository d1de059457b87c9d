import CatchlineDaemon
import Foundation
import Testing

@testable import catchline

@Suite struct DataDirectoryTests {
    @Test(arguments: [
        (["HOME": "/home/dan"], true, "/var/lib/catchline"),
        (["HOME": "/home/dan"], false, "/home/dan/.local/state/catchline"),
        (["HOME": "/home/dan", "XDG_STATE_HOME": "/s"], false, "/s/catchline"),
        (["HOME": "/home/dan", "XDG_STATE_HOME": "relative"], false, "/home/dan/.local/state/catchline"),
        (["HOME": "/home/dan", "XDG_STATE_HOME": ""], false, "/home/dan/.local/state/catchline"),
    ])
    func `The state lies where the system keeps it, else with the user`(
        environment: [String: String], isInstalled: Bool, expected: String
    ) {
        #expect(
            DataDirectory.standard(environment: environment, exists: { _ in isInstalled }).path == expected)
    }

    @Test func `A second writer is refused and told who has the directory`() throws {
        let directory = try TemporaryDirectory()
        let data = DataDirectory(directory.path)
        try data.prepare()
        let first = try data.takeLock()

        let failure = #expect(throws: StartupError.self) { try data.takeLock() }

        #expect(failure?.exitCode == 1)
        #expect(failure?.what.contains("process \(getpid())") == true)
        withExtendedLifetime(first) {}
    }

    @Test func `A lock that was given back can be taken again`() throws {
        let directory = try TemporaryDirectory()
        let data = DataDirectory(directory.path)
        try data.prepare()

        _ = try data.takeLock()

        #expect(throws: Never.self) { try data.takeLock() }
    }

    @Test func `Nobody else may look into the directory`() throws {
        let directory = try TemporaryDirectory()
        let data = DataDirectory(directory.path + "/new")

        try data.prepare()

        for path in [data.path, data.secrets] {
            #expect(try permissions(of: path) == 0o700)
        }
    }

    @Test func `A socket path of 107 octets is the longest`() throws {
        let socket = "/catchline.sock".utf8.count
        let longest = "/" + String(repeating: "d", count: 107 - socket - 1)

        #expect(throws: Never.self) { try DataDirectory(longest).checkSocketPath() }
        #expect(throws: StartupError.self) { try DataDirectory(longest + "d").checkSocketPath() }
    }

    @Test func `The PIN is kept where only its owner can read it`() throws {
        let directory = try TemporaryDirectory()
        let data = DataDirectory(directory.path)
        try data.prepare()

        try data.storePIN("1234")
        try data.storePIN("4321")

        #expect(data.readPIN(environment: [:]) == "4321")
        #expect(try permissions(of: data.secrets + "/modem.pin") == 0o600)
    }

    @Test func `A PIN that was taken back is gone`() throws {
        let directory = try TemporaryDirectory()
        let data = DataDirectory(directory.path)
        try data.prepare()
        try data.storePIN("1234")

        try data.storePIN(nil)
        try data.storePIN(nil)

        #expect(data.readPIN(environment: [:]) == nil)
    }

    @Test func `A credential of systemd wins over the kept PIN`() throws {
        let directory = try TemporaryDirectory()
        let data = DataDirectory(directory.path)
        try data.prepare()
        try data.storePIN("1234")
        try "7777\n".write(toFile: directory.path + "/modem.pin", atomically: false, encoding: .utf8)

        #expect(data.readPIN(environment: ["CREDENTIALS_DIRECTORY": directory.path]) == "7777")
    }

    private func permissions(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
