import ModemDriver
import Testing
import WebInbox

@testable import CatchlineDaemon

@Suite struct SystemCheckTests {
    private let machine: MachineFiles

    init() throws {
        machine = try MachineFiles()
    }

    private func checks(
        _ targets: [String] = [], troubled: Set<String> = [], daemonRuns: Bool = true
    ) -> [DoctorCheck] {
        SystemChecks(root: machine.root).all(targets: targets, troubled: troubled, daemonRuns: daemonRuns)
    }

    @Test func `Of a machine that tells nothing there is nothing to say`() {
        #expect(checks(["/dev/ttyUSB2"], troubled: ["/dev/ttyUSB2"]) == [])
    }

    // MARK: Power

    @Test(arguments: [
        ("0", DoctorCheck.State.ok), ("50005", .fail), ("0x50005", .fail), ("50000", .warn), ("4", .ok),
        ("80000", .ok),
    ])
    func `The firmware's flags tell of a supply that is or was too weak`(
        flags: String, expected: DoctorCheck.State
    ) throws {
        try machine.write(flags + "\n", to: "/sys/devices/platform/soc/soc:firmware/get_throttled")

        #expect(checks().map(\.check) == ["power"])
        #expect(checks().map(\.state) == [expected])
        #expect(checks().allSatisfy { $0.state == .ok || $0.text.contains("USB hub") })
    }

    @Test(arguments: [("0", DoctorCheck.State.ok), ("1", .fail)])
    func `Where the firmware's flags cannot be read, the kernel's sensor is`(
        flag: String, expected: DoctorCheck.State
    ) throws {
        try machine.write("cpu_thermal\n", to: "/sys/class/hwmon/hwmon0/name")
        try machine.write("rpi_volt\n", to: "/sys/class/hwmon/hwmon1/name")
        try machine.write("\(flag)\n", to: "/sys/class/hwmon/hwmon1/in0_lcrit_alarm")

        #expect(checks().map(\.state) == [expected])
    }

    @Test func `A flag that is no number tells nothing`() throws {
        try machine.write("throttled\n", to: "/sys/devices/platform/soc/soc:firmware/get_throttled")

        #expect(checks() == [])
    }

    // MARK: ModemManager

    @Test func `RULE 72: a ModemManager that was not told to leave the modem alone is warned of`() throws {
        try machine.plugQuectel()
        try machine.run("ModemManager", pid: 612)

        let check = try #require(checks(["/dev/ttyUSB2"]).first)
        #expect(check.state == .warn)
        #expect(check.text.hasPrefix("ModemManager runs (pid 612) and is not told to leave /dev/ttyUSB0, "))
        #expect(check.fix?.hasPrefix("sudo install -m 644 udev-rules/60-catchline.rules") == true)
    }

    @Test func `RULE 72: with the rule in its place it is only to be read again`() throws {
        try machine.plugQuectel()
        try machine.run("ModemManager", pid: 612)
        try machine.write("# rules\n", to: "/usr/lib/udev/rules.d/60-catchline.rules")

        #expect(checks().first?.fix == "sudo udevadm control --reload && sudo udevadm trigger")
    }

    @Test(arguments: [
        ("E:ID_MM_DEVICE_IGNORE=1", ""), ("", "E:ID_MM_DEVICE_IGNORE=1"), ("", "E:ID_MM_PORT_IGNORE=1"),
    ])
    func `RULE 72: one that was told so, of the device or of the ports, is no trouble`(
        ofDevice: String, ofPorts: String
    ) throws {
        try machine.plugQuectel(marks: ofDevice, portMarks: ofPorts)
        try machine.run("ModemManager", pid: 612)

        #expect(checks().map(\.state) == [.ok])
    }

    @Test(arguments: [("E:ID_MM_PORT_IGNORE=1", ""), ("E:ID_MM_DEVICE_IGNORE=0", "E:ID_MM_DEVICE_IGNORE=0")])
    func `RULE 72: a mark that ModemManager does not heed is none`(ofDevice: String, ofPorts: String) throws {
        try machine.plugQuectel(marks: ofDevice, portMarks: ofPorts)
        try machine.run("ModemManager", pid: 612)

        #expect(checks().map(\.state) == [.warn])
    }

    @Test func `An adapter with a modem behind it gets a rule of its own`() throws {
        try machine.plug("10c4:ea60", into: "1-2")
        try machine.show("ttyUSB0", interface: 0, of: "1-2", minor: 0)
        try machine.run("ModemManager", pid: 612)

        #expect(checks() == [], "nobody knows it, and nobody has named it")
        let fix = try #require(checks(["/dev/ttyUSB0"]).first?.fix)
        #expect(
            fix.contains(
                #"SUBSYSTEM=="tty", ATTRS{idVendor}=="10c4", ATTRS{idProduct}=="ea60", ENV{ID_MM_PORT_IGNORE}="1""#
            ))
        #expect(fix.contains("/etc/udev/rules.d/61-catchline-local.rules"))
    }

    @Test func `A machine without ModemManager has no word of it`() throws {
        try machine.plugQuectel()
        try machine.run("NetworkManager", pid: 612)

        #expect(checks(["/dev/ttyUSB2"]) == [])
    }

    // MARK: Ports

    @Test(arguments: [
        ("minicom", "sudo kill 711"), ("ModemManager", "sudo systemctl disable --now ModemManager"),
        ("agetty", "sudo systemctl disable --now serial-getty@ttyUSB2"),
    ])
    func `Who holds a port that does not work is named, with the way to be rid of it`(
        name: String, fix: String
    ) throws {
        try machine.plugQuectel(marks: "E:ID_MM_DEVICE_IGNORE=1")
        try machine.run(name, pid: 711, holding: "/dev/ttyUSB2")
        try machine.link("/dev/serial/by-id/usb-Quectel-if02-port0", to: "/dev/ttyUSB2")

        for target in ["/dev/ttyUSB2", "/dev/serial/by-id/usb-Quectel-if02-port0"] {
            let check = try #require(checks([target], troubled: [target]).first { $0.check == "port" })
            #expect(check.state == .fail)
            #expect(check.text == "\(target) is held by another program (\(name), pid 711)")
            #expect(check.fix == fix)
        }
    }

    @Test func `A port that works is nobody's trouble`() throws {
        try machine.plugQuectel()
        try machine.run("catchline", pid: 711, holding: "/dev/ttyUSB2")

        #expect(checks(["/dev/ttyUSB2"]) == [])
        #expect(checks(["/dev/ttyUSB2"], troubled: ["/dev/ttyUSB2"]) == [])
    }

    @Test(arguments: [("/dev/ttyUSB0", "diagnostics"), ("/dev/ttyUSB1", "positions")])
    func `RULE 70: a port that was named and is for something else says so, and which is better`(
        target: String, use: String
    ) throws {
        try machine.plugQuectel()

        let check = try #require(checks([target], troubled: [target]).first)
        #expect(check.text.hasPrefix("\(target) is the wrong port of this modem: "))
        #expect(check.text.contains(use))
        #expect(check.fix == "catchline run --modem /dev/ttyUSB2")
    }

    // MARK: Modes

    @Test func `RULE 71: without the daemon a stick that is still a drive is seen too`() throws {
        try machine.plug("12d1:1446", into: "1-1")

        #expect(checks() == [], "the daemon tells of it itself")
        let check = try #require(checks(daemonRuns: false).first)
        #expect(check.state == .fail)
        #expect(check.text.hasPrefix("USB socket 1-1: a Huawei stick (12d1:1446) shows itself as a CD-ROM"))
        #expect(check.fix == "sudo usb_modeswitch -v 12d1 -p 1446 -J")
    }

    @Test func `RULE 49: without the daemon a stick with HiLink firmware is seen too`() throws {
        try machine.plug("12d1:14dc", into: "1-1")

        #expect(checks(daemonRuns: false).first?.text.contains("HiLink") == true)
    }
}
