import CodecProperties
import Harness

@_cdecl("LLVMFuzzerTestOneInput")
public func run(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Execution.run(start, count, PDUProperties.check)
    return 0
}
