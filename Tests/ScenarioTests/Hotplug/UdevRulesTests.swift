import Foundation
import Telephony
import Testing

@testable import ModemDriver

/// `udev-rules/60-catchline.rules` against the program's own table, and as the real udev reads it.
@Suite struct UdevRulesTests {
    private static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let file = checkout.appending(path: "udev-rules/60-catchline.rules")

    /// Without comments and empty lines.
    private let rules: [Substring]

    init() throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        rules = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    }

    /// The values that a rule compares a key with: `"0000|0017"`.
    private func values(of key: String, in rule: Substring) -> [Substring] {
        guard let start = rule.range(of: "\(key)==\"") else { return [] }
        return rule[start.upperBound...].prefix { $0 != "\"" }.split(separator: "|")
    }

    @Test func `The modems of the rules are those of the table, each once`() {
        let marked = rules.filter { $0.contains("ATTRS{idProduct}") }
        let ids = marked.flatMap { rule in
            values(of: "ATTRS{idVendor}", in: rule).flatMap { vendor in
                values(of: "ATTRS{idProduct}", in: rule).map { "\(vendor):\($0)" }
            }
        }
        let table = KnownModems.layoutTable.flatMap(\.ids).map(\.description)

        #expect(ids.sorted() == table.sorted())
        #expect(marked.allSatisfy { $0.hasSuffix(#"ENV{CATCHLINE_MODEM}="1""#) })
    }

    @Test func `A whole maker is nowhere taken, but Huawei by what the interfaces say`() {
        let makers = rules.filter { $0.contains("ATTRS{idVendor}") && !$0.contains("ATTRS{idProduct}") }

        #expect(makers == [#"ATTRS{idVendor}=="12d1", ENV{CATCHLINE_HUAWEI}="1""#])
    }

    @Test func `No port is opened to everybody`() {
        let modes = rules.flatMap { $0.split(separator: ", ") }.filter { $0.hasPrefix("MODE=") }

        #expect(modes == [#"MODE="0660""#])
    }

    // MARK: As udev reads it

    private static func obstacle() async -> Comment? {
        if geteuid() != 0 { return "needs root, to show the rules to udev in a mount namespace" }
        return await Testbed.obstacle()
    }

    /// What udev says of the device and of its tty, in a namespace of its own that has no other rules.
    private func answer(for device: String) async throws -> String {
        if let obstacle = await Self.obstacle() { try Test.cancel(obstacle) }
        let script = Self.checkout.appending(path: "Tests/ScenarioTests/Fixtures/udevrules.py").path
        let directory = NSTemporaryDirectory() + "catchline-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        // udev would make links in /dev and keep records in /run/udev, of devices that are not there.
        let commands = """
            set -e; mkdir "$2/rules" "$2/dev"; cp "$1" "$2/rules/60-catchline.rules"
            (cat /etc/group; echo 'catchline:x:60991:') > "$2/group"
            for name in null zero urandom; do touch "$2/dev/$name"; mount --bind /dev/$name "$2/dev/$name"; done
            mkdir -p /run/udev; mount -t tmpfs none /run/udev; mount --rbind "$2/dev" /dev
            mount --bind "$2/rules" /usr/lib/udev/rules.d; mount --bind "$2/group" /etc/group
            exec umockdev-wrapper /usr/bin/python3 "$3" "$4"
            """
        let result = try await Testbed.run(
            ["unshare", "-m", "sh", "-c", commands, "sh", Self.file.path, directory, script, device],
            environment: ProcessInfo.processInfo.environment)
        try #require(result.status == 0, "\(result.output)")
        return result.output
    }

    @Test(arguments: ["2c7c:0125/ff", "1e0e:9001/ff", "19d2:0031/ff"])
    func `RULE 72: udev gives a modem's port to the group, marks it and names it by its socket`(
        device: String
    ) async throws {
        let answer = try await answer(for: device)

        #expect(answer.components(separatedBy: "\nID_MM_DEVICE_IGNORE=1\n").count == 3, "device and port")
        #expect(answer.contains("GROUP 60991"))
        #expect(answer.contains("MODE 0660"))
        #expect(answer.contains("LINK 'catchline/ttyUSB0'"))
        #expect(answer.contains("LINK 'catchline/pci-0000:00:14.0-usb-0:1:1.2'"))
        #expect(!answer.contains("nvalid"))
    }

    @Test
    func `RULE 72: of a Huawei stick that nobody knows, udev marks the ports that say what they are`()
        async throws
    {
        let (talkers, others) = (try await answer(for: "12d1:1c05/01"), try await answer(for: "12d1:1c05/06"))

        #expect(talkers.contains("\nID_MM_DEVICE_IGNORE=1\n"))
        #expect(!others.contains("ID_MM_DEVICE_IGNORE"))
    }

    @Test(arguments: ["10c4:ea60/00", "1546:01a7/00", "2c7c:ffff/ff"])
    func `udev leaves alone what is no modem of the table`(device: String) async throws {
        let answer = try await answer(for: device)

        #expect(!answer.contains("ID_MM_DEVICE_IGNORE"))
        #expect(!answer.contains("GROUP") && !answer.contains("LINK"))
    }
}
