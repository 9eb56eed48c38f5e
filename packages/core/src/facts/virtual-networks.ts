import { defineFacts } from './list.ts'

/**
 * First three octets of hardware addresses that software makes up, often one constant for everybody: two
 * laptops that show the same one may stand anywhere. Lower case, colons.
 */
export default defineFacts({
  title: 'Hardware addresses of virtual routers and virtual machines',
  version: '2026-11-1',
  source:
    'RFC 9568 (VRRP), Cisco HSRP and GLBP, and the defaults of VMware, VirtualBox, Hyper-V, Parallels, QEMU and Docker as their documentation states them',
  licence: 'Facts restated by the project, Apache-2.0',
  data: {
    prefixes: [
      '00:00:5e',
      '00:00:0c',
      '00:07:b4',
      '00:50:56',
      '00:0c:29',
      '00:05:69',
      '08:00:27',
      '0a:00:27',
      '52:54:00',
      '52:55:0a',
      '00:15:5d',
      '00:1c:42',
      '02:42:ac',
    ],
  },
})
