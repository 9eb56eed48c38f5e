import { defineFacts } from './list.ts'

/**
 * Whose mailboxes anybody can have. An address at a provider says nothing of an employer; one at a relay forwards to
 * a mailbox that its owner keeps to themselves, which is not the same as throwing it away.
 */
export default defineFacts<{
  /** In lower case. */
  providers: readonly string[]
  /** Services that give out addresses which forward; an address at a subdomain of one counts too. */
  relays: readonly string[]
}>({
  title: 'Mail providers and privacy relays',
  version: '2026-11-1',
  source: 'The providers’ own pages',
  licence: 'Facts restated by the project, Apache-2.0',
  date: '2026-11-01',
  data: {
    providers:
      'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es live.co.uk live.fr outlook.fr outlook.de yahoo.com yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.ca yahoo.com.au yahoo.com.br yahoo.de yahoo.fr yahoo.es yahoo.it ymail.com rocketmail.com aol.com aim.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tuta.com tuta.io tutanota.com tutanota.de tutamail.com keemail.me fastmail.com fastmail.fm hey.com zoho.com zohomail.com zohomail.in zohomail.eu mail.com email.com usa.com gmx.com gmx.net gmx.de gmx.at gmx.ch web.de t-online.de freenet.de arcor.de posteo.de posteo.net mailbox.org mailfence.com runbox.com startmail.com hushmail.com riseup.net disroot.org mail.ru bk.ru list.ru inbox.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net i.ua meta.ua qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn naver.com daum.net hanmail.net nate.com kakao.com rediffmail.com indiatimes.com libero.it virgilio.it tiscali.it alice.it tin.it orange.fr wanadoo.fr free.fr laposte.net sfr.fr bbox.fr neuf.fr btinternet.com sky.com virginmedia.com talktalk.net ntlworld.com blueyonder.co.uk comcast.net xfinity.com verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net spectrum.net frontier.com earthlink.net optonline.net juno.com netzero.net windstream.net centurylink.net q.com shaw.ca rogers.com telus.net bell.net sympatico.ca videotron.ca bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com prodigy.net.mx seznam.cz email.cz centrum.cz wp.pl o2.pl interia.pl onet.pl op.pl gazeta.pl abv.bg mail.bg inbox.lv centrum.sk azet.sk freemail.hu citromail.hu yahoo.ro walla.co.il telenet.be skynet.be proximus.be ziggo.nl kpnmail.nl xs4all.nl planet.nl hetnet.nl bluewin.ch hispeed.ch sunrise.ch aon.at telia.com bredband.net online.no sapo.pt mynet.com'.split(
        ' ',
      ),
    relays:
      'privaterelay.appleid.com mozmail.com relay.firefox.com duck.com simplelogin.com simplelogin.co simplelogin.fr simplelogin.io aleeas.com slmails.com silomails.com slmail.me dralias.com 8alias.com 8shield.net anonaddy.com anonaddy.me addy.io addymail.com 4wrd.cc mailer.me passmail.net passmail.com passinbox.com passfwd.com opayq.com users.noreply.github.com'.split(
        ' ',
      ),
  },
})
