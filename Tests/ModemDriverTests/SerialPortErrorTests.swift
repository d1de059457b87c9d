import Testing

@testable import ModemDriver

@Suite struct SerialPortErrorTests {
    @Test(arguments: [
        (
            SerialPortError.busy(PortHolder(name: "ModemManager", processID: 612)),
            "systemctl disable --now ModemManager"
        ),
        (.busy(PortHolder(name: "minicom", processID: 711)), "sudo kill 711"),
        (.busy(nil), "sudo catchline doctor"), (.permissionDenied(group: nil), "udevadm trigger"),
    ])
    func `A port that cannot be had comes with what to type`(error: SerialPortError, words: String) {
        #expect(error.fix?.contains(words) == true)
    }

    @Test func `A permission that is missing names the group, who is not in it, and the way in`() throws {
        let error = SerialPortError.permissionDenied(group: "dialout")
        let fix = try #require(error.fix)

        #expect(fix.hasPrefix("sudo usermod -aG dialout "))
        let user = try #require(fix.split(separator: " ").last)
        #expect(
            error.description == "permission denied: it belongs to group dialout, and \(user) is not in that")
    }

    @Test(arguments: [SerialPortError.absent, .takenHere, .unreachable("refused")])
    func `Where waiting is all there is to do, nothing is to be typed`(error: SerialPortError) {
        #expect(error.fix == nil)
    }
}
