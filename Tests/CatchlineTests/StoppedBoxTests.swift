import ArgumentParser
import CatchlineDaemon
import Foundation
import Storage
import Testing
import WebInbox

@testable import catchline

@Suite struct StoppedBoxTests {
    private static let answers = SetUpAnswers(
        company: "Hartley Plumbing", ownerName: "Dan", owner: "07700 900123", country: "GB", mode: "box")

    @Test func `A box that is stopped can be set up`() async throws {
        let directory = try TemporaryDirectory()
        let box = try await SettableBox(DataDirectory(directory.path))

        let report: SetUpReport = try await box.send(.post("setup", Self.answers)).decoded()

        #expect(report.isSetUp)
        #expect(report.owner == "+447700900123")
    }

    @Test func `A box that is stopped takes settings, and its lock is given back`() async throws {
        let directory = try TemporaryDirectory()

        for delay in ["7", "8"] {
            let arguments = ["settings", "set", "reply.delay", delay, "--data", directory.path]
            #expect(await Catchline.run(arguments: arguments) == 0)
        }

        let reader = try #require(try? GlobalOptions.parse(["--data", directory.path]).storedSettings())
        #expect(reader["reply.delay"] == "8")
    }

    @Test func `A directory that another process has is not written to`() async throws {
        let directory = try TemporaryDirectory()
        let data = DataDirectory(directory.path)
        try data.prepare()
        let lock = try data.takeLock()

        let status = await Catchline.run(arguments: [
            "settings", "set", "reply.delay", "7", "--data", data.path,
        ])

        #expect(status == 1)
        withExtendedLifetime(lock) {}
    }

    @Test(arguments: [
        ("settings set reply.dely 7", 2 as Int32), ("settings set reply.delay 500", 2),
        ("settings get reply.dely", 2), ("settings get reply.delay", 0), ("settings list", 0),
        ("setup --yes --company Hartley", 2), ("setup --yes --owner 0\u{7}7700900123", 2), ("setup", 2),
    ])
    func `A command on a box that is stopped ends as it should`(line: String, status: Int32) async throws {
        let directory = try TemporaryDirectory()
        let arguments = line.split(separator: " ").map(String.init) + ["--data", directory.path]
        #expect(await Catchline.run(arguments: arguments) == status)
    }

    @Test func `The PIN is kept in no database`() async throws {
        let directory = try TemporaryDirectory()
        let arguments = ["settings", "set", "modem.pin", "4711", "--data", directory.path]

        #expect(await Catchline.run(arguments: arguments) == 0)

        #expect(DataDirectory(directory.path).readPIN(environment: [:]) == "4711")
        let database = try Data(contentsOf: URL(fileURLWithPath: directory.path + "/catchline.db"))
        #expect(database.firstRange(of: Data("4711".utf8)) == nil)
    }

    @Test(arguments: ["business.company", "owner.name"])
    func `A name in the words can be changed and not taken away`(key: String) async throws {
        let directory = try TemporaryDirectory()
        let set = ["settings", "set", key, "--data", directory.path]
        #expect(await Catchline.run(arguments: set + ["Hartley"]) == 0)

        #expect(await Catchline.run(arguments: set + [""]) == 2)
        #expect(await Catchline.run(arguments: set + ["Hart\u{202E}ley"]) == 2)

        #expect(try GlobalOptions.parse(["--data", directory.path]).storedSettings()[key] == "Hartley")
    }

    @Test func `A setting that cannot be read is told by the doctor`() async throws {
        let directory = try TemporaryDirectory()
        let data = DataDirectory(directory.path)
        try data.prepare()
        let store = try Store(path: data.database)
        try store.changeSettings(["reply.delay": "soon"], at: BoxClock.system().now())

        let check = StorageCheck(data).check()

        #expect(check.state == .warn)
        #expect(check.text == "reply.delay cannot be read, so its default holds")
    }

    @Test func `A box that is set up stays so when an answer does not fit`() async throws {
        let directory = try TemporaryDirectory()
        let box = try StoppedBox(DataDirectory(directory.path))
        _ = try await box.send(.post("setup", Self.answers)).get()
        let answer = try await box.send(.post("setup", SetUpAnswers(owner: "12")))

        let failure = #expect(throws: CommandFailure.self) { try answer.get() }
        #expect(failure?.what == "Nothing was changed.")
        let report: SetUpReport = try await box.send(.get("setup")).decoded()
        #expect(report.isSetUp)
    }

    @Test func `A socket that nobody listens on any more is no daemon`() async throws {
        let directory = try TemporaryDirectory()
        #expect(FileManager.default.createFile(atPath: directory.path + "/catchline.sock", contents: nil))
        #expect(await Catchline.run(arguments: ["status", "--data", directory.path]) == 3)
    }
}

@Suite struct ControlAnswerTests {
    private static let problem = Data(#"{"what":"No.","why":"Because.","next":"catchline status"}"#.utf8)

    @Test(arguments: [
        (400, 2 as Int32), (404, 1), (409, 1), (413, 2), (415, 2), (429, 1), (500, 1), (503, 4), (507, 1),
    ])
    func `A problem ends the command with the status that fits`(status: Int, exitStatus: Int32) throws {
        let failure = #expect(throws: CommandFailure.self) {
            try ControlAnswer(status: status, body: Self.problem).get()
        }
        #expect(
            failure
                == CommandFailure(
                    what: "No.", why: "Because.", next: "catchline status", exitStatus: exitStatus))
    }

    @Test(arguments: ["", "<html>", "{}"])
    func `An answer that is no problem is a failure all the same`(body: String) {
        #expect(throws: CommandFailure.self) { try ControlAnswer(status: 500, body: Data(body.utf8)).get() }
    }

    @Test func `A number in a query keeps its plus`() {
        let request = ControlRequest.get(
            "messages", query: [("number", "+447700900311"), ("since", "7 d&x=1")])
        #expect(request.target == "/api/v1/messages?number=%2B447700900311&since=7%20d%26x%3D1")
    }
}
