import Telephony
import Testing

@Suite struct StrangeDeviceTests {
    @Test func `A device is named by its IMEI in every socket, and by its socket where it tells none`() {
        let id = USBID(0x0403, 0x6001)
        #expect(
            StrangeDevice(id, imei: "490154203237518", socket: "1-1").rawValue == "0403:6001/490154203237518")
        #expect(StrangeDevice(id, imei: nil, socket: "1-1.4").rawValue == "0403:6001@1-1.4")
    }

    @Test(arguments: ["0403:6001/490154203237518", "0403:6001@1-1.4", "2C7C:0125@3-2"])
    func `What was written is read`(text: String) {
        #expect(StrangeDevice(rawValue: text)?.rawValue == text.lowercased())
    }

    @Test(arguments: [
        "", "0403:6001", "0403:6001/", "0403:6001@", "0403:6001/4901", "0403:6001/49015420323751x",
        "403:6001@1-1",
        "0403-6001@1-1", "0403:6001@../x", "+403:6001@1-1", "0403:6001:1@1-1", "0403:6001/490154203237518,x",
    ])
    func `What names no device is nobody's yes`(text: String) {
        #expect(StrangeDevice(rawValue: text) == nil)
    }
}
